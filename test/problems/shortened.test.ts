import { describe, expect, it } from 'vitest'
import { refuse } from '../../src/ingest/read-record.ts'
import { problem } from '../../src/problems/problem.ts'

const LONG = 'x'.repeat(900_000)
const CUT = `${'x'.repeat(100)}…`

describe('what somebody gave is repeated by its first hundred characters', () => {
  it.each([
    problem('ORDER_UNKNOWN', { id: LONG, refs: [], nearest: [] }), problem('REF_UNKNOWN', { ref: LONG, meant: [], nearest: undefined }), problem('UNKNOWN_TYPE', { type: LONG, nearest: [] }),
    problem('UNKNOWN_DOMAIN', { domain: LONG, nearest: [], known: [] }), problem('UNKNOWN_SCHEME', { scheme: LONG, nearest: [] }), problem('UNKNOWN_DEFINITION', { definition: LONG, nearest: [] }),
    problem('UNKNOWN_SOURCE', { source: LONG, model: 'm', nearest: [], known: [] }), problem('BAD_CURSOR', { cursor: LONG, of: 'list' }), problem('BAD_ARGUMENT', { argument: 'to', value: LONG, wanted: 'less' }),
  ])('by $code, in its text and its parameters', ({ message, parameters }) => {
    expect(message).toContain(CUT)
    expect(message).not.toContain('x'.repeat(101))
    expect(Object.values(parameters)).toContain(CUT)
  })

  it('within its quotes, and no character cut in two', () => {
    expect(problem('BAD_ARGUMENT', { argument: 'reason', value: `'${'x'.repeat(98)}🧁${LONG}'`, wanted: 'less' }).message).toBe(`Argument 'reason' is '${'x'.repeat(98)}…'; wanted: less.`)
  })

  it('in the reasons of rejects', () => {
    expect(refuse('RECORD_CONTRADICTS_ITSELF', { ref: 'Order/1', field: 'name', values: [`'${LONG}'`, "'y'"] }).reason).toBe(`the record says two things of Order/1: name is '${'x'.repeat(99)}…' and 'y'`)
  })

  it('while what the program says itself is whole, and what is short is untouched', () => {
    expect(problem('DOOR_REFUSED', { code: 'X', message: LONG }).message).toBe(LONG)
    expect(problem('ORDER_UNKNOWN', { id: 'A-7', refs: [], nearest: [] }).parameters).toEqual({ id: 'A-7', refs: [], nearest: [] })
  })
})

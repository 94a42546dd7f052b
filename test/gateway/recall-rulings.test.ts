import { describe, expect, test } from 'vitest'
import { rulingOf } from '../../src/gateway/recall-rulings.ts'
import { Problem } from '../../src/problems/problem.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'

const WARD = storedRef('Ward/north')
const refusal = (act: string, details: unknown): string => {
  try {
    rulingOf(act, WARD, details)
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
  return 'taken'
}

describe('what is told of an act is refused with the place, what stands there and what is wanted', () => {
  test.each([
    ['NOTIFIED', { channel: 'letter' }, 'details.text', 'absent', 'a text'],
    ['NOTIFIED', { channel: 'letter', text: ' ' }, 'details.text', '" "', 'a text'],
    ['NOTIFIED', { channel: 'letter', text: 'FSN-1', consignees: 'Ward/north' }, 'details.consignees', '"Ward/north"', 'a list of refs'],
    ['NOTIFIED', { channel: 'letter', text: 'FSN-1', consignees: ['north'] }, 'details.consignees.0', '"north"', 'a ref: Type/key'],
    ['CHECKED', { method: 'phone', outcome: 'FINE' }, 'details.outcome', '"FINE"', 'one of EFFECTIVE, INEFFECTIVE, UNREACHED'],
    ['MONITORED', { level: 'F' }, 'details.level', '"F"', 'one of A, B, C, D, E'],
    ['REQUESTED', { authority: 'FDA', jurisdiction: 'US', requestedAt: 'today', timezone: 'UTC' }, 'details.requestedAt', '"today"', 'a time as RFC 3339 with offset'],
    ['TERMINATED', { unreachable: [{ consignee: 'Ward/north' }] }, 'details.unreachable.0.reason', 'absent', 'a text'],
    ['SCOPED', { text: 'x' }, 'details.text', 'nothing that is known', 'of SCOPED: nothing'],
    ['CHECKED', 7, 'details', '7', 'of CHECKED an object: method, outcome'],
  ])('%s %j', (act, details, place, value, wanted) => {
    const message = refusal(act, details)
    for (const part of [place, value, wanted]) expect(message).toContain(part)
    expect(message).not.toMatch(/Invalid|expected/)
  })
})

import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../src/expression/compile-expression.ts'
import { ruleEnvironment, sourceEnvironment } from '../../src/expression/environments.ts'
import { UNKNOWN } from '../../src/expression/expression.ts'

const record = { udi: '(01)51022222233336(11)141231(17)150700(10)A213B1', bad: '(01)51022222233335', at: '2015-01-02T10:00:00Z', lot: 'L-1' }
const answer = (text: string): unknown => {
  const result = compileExpression(text, sourceEnvironment())
  if (!result.ok) return result.problems.map(({ message }) => message).join(' ')
  return result.compiled.evaluate({ variables: { record }, timezone: 'UTC' })
}

describe('labels in a source\'s expressions', () => {
  it.each([
    ['udi(record.udi).di', '51022222233336'],
    ['udi(record.udi).lot', 'A213B1'],
    ['udi(record.udi).serial', UNKNOWN],
    ['udi(record.udi).packagingLevel', 5],
    ['has(udi(record.udi).serial)', false],
    ["has(udi(record.udi).serial) ? udi(record.udi).serial : 'none'", 'none'],
    ['udi(record.udi).canonical', '(01)51022222233336(11)141231(17)150700(10)A213B1'],
    ['udi(record.udi, timestamp(record.at)).expiry', '2015-07-31'],
    ['udi(record.udi, timestamp(record.at)).production', '2014-12-31'],
    ['udi(record.udi, timestamp(record.at)).sound', true],
    ['udi(record.bad, timestamp(record.at)).sound', false],
    ['udi(record.missing).lot', UNKNOWN],
    ['udi(record.lot).lot', UNKNOWN],
    ['udi(record.lot).agency', 'bare'],
  ])('%s', (text, value) => expect(answer(text)).toBe(value))

  it('reads the record\'s member and no other', () => {
    const result = compileExpression('udi(record.udi).lot', sourceEnvironment())
    expect(result.ok && result.compiled.reads).toEqual([['record', 'udi']])
  })

  it('a date without a time to read it at is refused, with the members that there are', () => expect(answer('udi(record.udi).expiry')).toContain("udi has no 'expiry'"))

  it('a rule is refused it, with what to do', () => {
    const result = compileExpression("udi(entity.name).lot == 'A'", ruleEnvironment({ order: undefined, entity: { name: 'Tray', members: { name: 'string' } } }))
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([expect.stringContaining('only a source\'s expressions have it')])
  })
})

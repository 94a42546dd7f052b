import { describe, expect, it } from 'vitest'
import { ruleEnvironment, sourceEnvironment, unifiedEnvironment } from '../../src/expression/environments.ts'
import type { StaticType } from '../../src/expression/expression.ts'
import { problemsOf, underlined } from './evaluate.ts'

const shape = { name: 'Tray', members: { pieces: 'int', amount: 'decimal', dueAt: 'timestamp', name: 'string' } } as const
const rule = ruleEnvironment({ order: { name: 'Order', members: { slip: 'string' } }, entity: shape }).variables
const source = sourceEnvironment().variables

describe('problems of an expression', () => {
  it('come all at once, each with its place and the nearest names', () => {
    expect(underlined("stat.local == 'BAKED' && entity.peices > 1 || order.slip.startWith('A') && siz(claims) > 0 && entity.name < 'x'", rule)).toEqual([
      ['stat', "'stat' is not known here. Nearest: state."],
      ['peices', "Tray has no 'peices'. Nearest: pieces."],
      ['startWith', "There is no function 'startWith' to call on a value. Nearest: startsWith."],
      ['siz', "There is no function 'siz'. Nearest: size."],
      ["entity.name < 'x'", "'<' on texts is left out: stores order texts differently. Compare numbers, times or durations."],
    ])
  })

  it('reach into the elements of lists', () => {
    expect(underlined("claims.exists(c, c.feild == 'x' && c.recordedAt > 3)", rule)).toEqual([
      ['feild', "claim has no 'feild'. Nearest: field."],
      ['c.recordedAt > 3', "'>' compares numbers, times or durations with their like; these are timestamp and int."],
    ])
  })

  it('keep their places behind comments, brackets and line ends', () => {
    expect(underlined("// the slip\n((order.slip)) // its text\n  .startWith('A')", rule)).toEqual([['startWith', expect.stringContaining('Nearest: startsWith')]])
    expect(underlined('order["slpi"]', rule)).toEqual([['"slpi"', expect.stringContaining('Nearest: slip')]])
  })

  it('name what there is when nothing is near', () => {
    expect(underlined('zzzzzz', source)).toEqual([['zzzzzz', "'zzzzzz' is not known here. Known: record."]])
    expect(underlined('entity.qqq == 1', rule)[0]?.[1]).toBe("Tray has no 'qqq'. It has: pieces, amount, dueAt, name.")
  })

  it('do not let Object.prototype pass for variables, members or functions', () => {
    for (const text of ['constructor', 'toString', 'order.constructor', 'order.hasOwnProperty', '__proto__', 'valueOf()', 'order.toString()']) expect(problemsOf(text, rule)).toHaveLength(1)
  })

  it.each([
    ['record.a == null', '!has(record.a)'],
    ['null != record.a', 'has(record.a)'],
    ["record.a.matches('x+')", 'regular expressions'],
    ["{'a': 1}", 'Maps cannot be written'],
    ['1u == 1u', 'Unsigned'],
    ["b'abc' == record.a", 'Bytes'],
    ['type(record.a)', "'type' is left out"],
    ['cel.bind(x, 1, x + 1)', "'cel.bind' is left out"],
    ['9007199254740993', 'beyond the whole numbers'],
    ['startsWith(record.a)', 'x.startsWith(…)'],
    ["record.a.int()", 'in front: int(…)'],
    ['has(record.a + 1)', 'computed value'],
    ['has(record.a, record.b)', 'one member'],
    ['record.a < record.b', 'Neither side'],
    ['record.a - record.b', "its left side"],
    ["[1, 'a']", 'one type'],
    ["[[1], [2.5]]", 'one type'],
    ["record.a == 'x\\u0000'", 'NUL'],
    ["timestamp(record.a).getHours(record.zone)", "takes (timestamp) or (timestamp, a zone)"],
    ["timestamp(record.a).getHours(string(record.zone))", "written out"],
    ["timestamp(record.a).getHours('Europe/Bärlin')", "'Europe/Bärlin' is not a time zone"],
    ["true ? 1 : 'a'", 'one type'],
    ['1 && true', "Each side of '&&'"],
    ["!'a'", "'!'"],
    ["'a'.all(x, x == 'b')", 'goes over a list'],
    ['record.tags.all(1, true)', 'a name for the element'],
    ['record.tags.all(x)', 'this gives it 1'],
    ["timestamp('2026-01-01') + 1", "no meaning between timestamp and int"],
    ["decimal('1') / decimal('3')", 'no exact answer'],
    ["substring('abc', 1)", 'x.substring(…)'],
    ["'abc'.substring('b')", "'substring' takes (string, int) or (string, int, int), got (string, string)"],
    ['[1] == [1]', 'compares single values'],
    ["1 in ['a']", 'is never in'],
    ['1 +', 'the end'],
    ["'open", 'Unterminated'],
    ["record.a = 'x'", "'=' is no operator; wanted: '=='."],
    ["record.a === 'x'", "'=' is no operator; wanted: '=='."],
    ['true & false', "'&' is no operator; wanted: '&&'."],
    ['', 'empty'],
    ['   ', 'empty'],
  ])('refuse %s, saying %s', (text, part) => {
    const problems = problemsOf(text, source)
    expect(problems.map(({ message }) => message).join(' ')).toContain(part)
    for (const { start, end } of problems) {
      expect(start).toBeLessThanOrEqual(end)
      expect(end).toBeLessThanOrEqual(text.length)
    }
  })

  it('refuse what would exhaust the stack', () => {
    for (const text of [`${'('.repeat(3000)}1${')'.repeat(3000)}`, `${'!'.repeat(9000)}true`, Array(4000).fill('1').join('+'), '1'.repeat(20_000), `${'a.'.repeat(4000)}a`]) {
      expect(problemsOf(text, source)).toHaveLength(1)
    }
  })
})

describe('the type wanted', () => {
  it.each<readonly [string, StaticType, string]>([
    ["'abc'", 'bool', 'This is string; wanted: bool.'],
    ['int(record.a)', 'string', 'This is int; wanted: string.'],
    ["'2026-01-01'", 'timestamp', 'This is string; wanted: timestamp.'],
    ['1.5', 'decimal', 'This is double; wanted: decimal.'],
    ['record.a == 1', { list: 'dyn' }, 'This is bool; wanted: a list of dyn.'],
  ])('is missed by %s', (text, wanted, message) => { expect(underlined(text, source, wanted)).toEqual([[text, message]]) })

  it.each<readonly [string, StaticType]>([
    ['record.a', 'timestamp'], ['record.a', { list: 'dyn' }], ['1', 'double'], ['1', 'decimal'], ["decimal('1')", 'string'], ["'31.50'", 'decimal'], ['[1, 2]', { list: 'dyn' }],
  ])('is met by %s', (text, wanted) => { expect(problemsOf(text, source, wanted)).toEqual([]) })
})

describe('environments', () => {
  it('a rule about the order alone sees no entity', () => {
    expect(underlined('entity.pieces > 1', ruleEnvironment({ order: shape }).variables)[0]?.[0]).toBe('entity')
  })
  it('a version that uses none has no verdicts, and one that does those that it names', () => {
    expect(underlined("verdicts.due.outcome == 'MET'", rule)).toEqual([['due', "verdicts has no 'due'. It has: nothing. Its names are given by the version's 'uses:'."]])
    const { variables } = ruleEnvironment({ order: shape, verdicts: new Map([['due', { domains: ['sales'], answers: [] }]]) })
    expect(underlined("verdicts.deu.outcome == 'MET'", variables)).toEqual([['deu', "verdicts has no 'deu'. Nearest: due. Its names are given by the version's 'uses:'."]])
  })
  it('a unified expression sees the domains and nothing else', () => {
    const { variables } = unifiedEnvironment(['sales', 'finance'])
    expect(problemsOf("sales == 'MET' && finance != 'NOT_MET'", variables)).toEqual([])
    expect(underlined("sale == 'MET'", variables)).toEqual([['sale', expect.stringContaining('Nearest: sales')]])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDecimals, compareDecimals, multiplyDecimals } from '../../src/expression/decimals.ts'
import { Malformed, UNKNOWN, type Value } from '../../src/expression/expression.ts'
import { compiled, overRecord } from './evaluate.ts'

describe('members of a record', () => {
  it('that are missing, null or undefined are unknown', () => {
    const record = { none: null, gone: undefined } as unknown as Readonly<Record<string, Value>>
    for (const name of ['missing', 'none', 'gone', 'constructor', 'toString', '__proto__']) {
      expect(overRecord(`record.${name === '__proto__' ? 'x' : name}`, record)).toBe(UNKNOWN)
      expect(overRecord(`has(record['${name}'])`, record)).toBe(false)
    }
  })

  it('named like members of JavaScript objects are members of the record', () => {
    expect(overRecord('record.constructor', { constructor: 'Schmidt & Sons' })).toBe('Schmidt & Sons')
    expect(overRecord("record['__proto__']", JSON.parse('{"__proto__": "x"}') as Record<string, Value>)).toBe('x')
  })

  it('below something absent are unknown, below a text malformed', () => {
    expect(overRecord('record.a.b.c', {})).toBe(UNKNOWN)
    expect(overRecord('has(record.a.b)', {})).toBe(false)
    expect(overRecord("record['Order No']", { 'Order No': 7 })).toBe(7)
    expect(() => overRecord('record.a.b', { a: 'x' })).toThrow("'x' has no members, so no 'b'")
  })

  it('that are an empty text are there', () => { expect(overRecord("record.reference != ''", { reference: '' })).toBe(false) })
})

describe('every operator and function over something unknown', () => {
  it.each(['record.a == 1', 'record.a != 1', 'record.a < 1', '1 + record.a', '-record.a', "'x' + record.a", 'record.a + record.b', 'int(record.a)', 'size(record.a)', "record.a.startsWith('x')",
    "'x'.startsWith(record.a)", "'xyz'.substring(int(record.a))", 'record.a in [1]', '1 in record.a', "record.a in record", 'record.a[0]', '[1][int(record.a)]', 'record.a.all(x, true)', 'sum(record.a)',
    'timestamp(record.a)', 'record.a ? 1 : 2', '!record.a', 'sum([1, int(record.a)])', 'min([])', 'sum([int(record.a)]) > 0', '[1, 2][5]', '[1].filter(x, x == int(record.a))', '[[1]].map(y, y[3])[0]', '2 in [1, int(record.a)]'])(
    'is unknown: %s', (text) => { expect(overRecord(text, {})).toBe(UNKNOWN) })

  it('keeps what is sure all the same', () => {
    expect(overRecord('1 in [1, int(record.a)]', {})).toBe(true)
    expect(overRecord('size([1, int(record.a)])', {})).toBe(2)
    expect(overRecord('sum([])', {})).toBe(0)
  })
})

describe('a dyn', () => {
  it.each<readonly [string, Value, Value]>([
    ['record.v + "-1"', 7, '7-1'], ['record.v + "-1"', 0.1, '0.1-1'], ['record.v + "-1"', true, 'true-1'], ['record.v == "7"', 7, true], ['record.v == 7', '7', true], ['record.v == 7', ' 007 ', true],
    ['record.v == 7', 'seven', false], ['record.v != 7', 'seven', true], ['record.v == 31.5', '31.50', true], ["record.v == decimal('31.5')", '31.50', true], ["record.v == decimal('31.5')", 'x', false],
    ['record.v > 5', '10', true], ['record.v * 2', '10.5', 21], ['record.v % 3', '10', 1], ['record.v', 'x', 'x'], ['record.v ? 1 : 2', 'TRUE', 1], ['record.v && true', 0, 'malformed'],
    ['record.v > 5', 'ten', 'malformed'], ['record.v > 5', '9007199254740993', 'malformed'], ['record.v in ["7", "8"]', 7, true], ['7 in record.v', ['6', '7'], true], ['"a" in record.v', { a: 1 }, true], ['"b" in record.v', { a: 1 }, false],
    ['1 in record.v', 5, 'malformed'], ['1 in record.v', [{ a: 1 }, 1], true], ['1 in record.v', [{ a: 1 }, 2], 'malformed'], ['record.v == record.v', [1], 'malformed'], ['record.v == "x"', { a: 1 }, 'malformed'], ['record.v + record.v', 1, 'malformed'], ['size(record.v)', 7, 'malformed'], ['size(record.v)', 'naïve😀', 6],
    ['sum(record.v)', ['1', 2, '3.5'], 6.5], ['max(record.v)', ['9', '10'], 10], ['sum(record.v)', 'abc', 'malformed'], ['record.v.trim()', 7, '7'], ['timestamp(record.v)', 5, 'malformed'], ['record.v == timestamp("2026-01-01")', '2026-01-01', true],
  ])('%s over %j is %j', (text, v, answer) => {
    if (answer === 'malformed') expect(() => overRecord(text, { v })).toThrow(Malformed)
    else expect(overRecord(text, { v })).toBe(answer)
  })
})

describe('conversions', () => {
  it.each<readonly [string, Value, Value]>([
    ['int', '42', 42], ['int', '007', 7], ['int', ' +7 ', 7], ['int', '-0', 0], ['int', 42, 42], ['int', 1.5, 'is not a whole number'], ['int', '1.5', "'1.5' is not a whole number"], ['int', 'x', "'x' is not a whole number"],
    ['int', '', 'is not a whole number'], ['int', '0x10', 'is not a whole number'], ['int', '9007199254740991', 9007199254740991], ['int', '9007199254740992', '2^53'], ['int', true, 'is not a whole number'], ['int', [1], 'a list of 1 is not'],
    ['double', '1e3', 1000], ['double', '.5', 0.5], ['double', '1,5', "'1,5' is not a number"], ['double', 'NaN', 'is not a number'], ['double', 'Infinity', 'is not a number'], ['double', '1e999', 'finite'], ['double', '1e-400', 0], ['double', `1${'0'.repeat(200)}`, 'is not a number'],
    ['decimal', '31.50', '31.50'], ['decimal', '-007.50', '-7.50'], ['decimal', '1.5e3', '1500'], ['decimal', 0.1, '0.1'], ['decimal', 1e-7, '0.0000001'], ['decimal', '12345678901234567890.1', '12345678901234567890.1'], ['decimal', '1e999', 'digits'], ['decimal', '1e200', 'digits'], ['decimal', '1e-201', 'digits'], ['decimal', '0e300', '0'], ['decimal', '1.2.3', 'is not a decimal number'],
    ['bool', 'true', true], ['bool', 'F', 'is not true or false'], ['bool', '0', false], ['bool', 'yes', "'yes' is not true or false"],
    ['string', 0.1, '0.1'], ['string', false, 'false'], ['string', { a: 1 }, 'a map is not a text'],
  ])('%s(%j) is or says %j', (name, v, answer) => {
    const run = (): Value => overRecord(`${name}(record.v)`, { v })
    let said: string | undefined
    try { run() } catch (error) { if (!(error instanceof Malformed)) throw error; said = error.message }
    if (said === undefined) expect(run()).toBe(answer)
    else expect(said).toContain(answer)
  })

  it('cut a long value in messages', () => { expect(() => overRecord('int(record.v)', { v: 'x'.repeat(500) })).toThrow(/^'x{60}…' is not/) })
  it('whole numbers that leave what doubles keep exactly are malformed, not rounded', () => {
    for (const text of ['9007199254740991 + 1', '94906267 * 94906267', '-9007199254740991 - 2', 'sum([9007199254740991, 1])']) expect(() => overRecord(text, {})).toThrow('2^53')
  })
  it('add up exactly, however large they are on the way', () => { expect(overRecord('sum([9007199254740991, 2, -2])', {})).toBe(9007199254740991) })
  it('of one unknown element over which something goes make it unknown, whatever the others are', () => {
    for (const text of ['sum(record.v)', 'sum(record.v.map(x, x))', 'min(record.v.map(x, x))', 'max(record.v.map(x, x))']) for (const v of [['x', UNKNOWN], [UNKNOWN, 'x']] as readonly (readonly Value[])[]) expect(overRecord(text, { v })).toBe(UNKNOWN)
  })
  it('closer to zero than 1e-300 are 0, beyond 1e308 malformed', () => {
    expect(overRecord('1e-200 * 1e-200', {})).toBe(0)
    for (const text of ['1e200 * 1e200', '1e308 + 1e308', '1e308 / 1e-10', 'sum([1e308, 1e308])']) expect(() => overRecord(text, {})).toThrow('1e308')
  })
  it.each<readonly [string, Value]>([['round(0.49999999999999994)', 0], ['round(2.5)', 3], ['round(-2.5)', -3], ['floor(-0.5)', -1], ['ceil(-0.5)', 0], ['abs(-3)', 3], ['int(-2.9)', -2], ['7 / -2', -3], ['-7 % 3', -1]])('%s is %d', (text, answer) => { expect(overRecord(text, {})).toBe(answer) })
})

describe('decimals', () => {
  const cents = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n })
  const written = (units: bigint): string => `${units < 0n ? '-' : ''}${(units < 0n ? -units : units).toString().padStart(3, '0').replace(/(..)$/, '.$1')}`
  it('add, compare and multiply as their whole cents do', () => {
    fc.assert(fc.property(cents, cents, (a, b) => {
      expect(addDecimals(written(a), written(b))).toBe(written(a + b))
      expect(compareDecimals(written(a), written(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      expect(compareDecimals(multiplyDecimals(written(a), written(b)), `${a * b}e-4`)).toBe(0)
    }))
  })
  it('are used again however many digits they have come to', () => {
    expect(overRecord("decimal(record.a) * decimal(record.b) + 1 == decimal(record.b) * decimal(record.a) + 1", { a: `1${'0'.repeat(150)}`, b: `0.${'0'.repeat(150)}1` })).toBe(true)
    expect(() => overRecord("decimal(record.a) * decimal(record.a)", { a: `1${'0'.repeat(150)}` })).toThrow('200 digits')
  })
  it('stay exact where doubles do not', () => {
    expect(overRecord('sum(record.v.map(x, decimal(x)))', { v: ['0.1', '0.2'] })).toBe('0.3')
    expect(overRecord("decimal('0.1') + decimal('0.2') == 0.3", {})).toBe(true)
    expect(overRecord('0.1 + 0.2 == 0.3', {})).toBe(false)
  })
})

describe('texts', () => {
  it('count and cut characters, not UTF-16 units', () => {
    expect(overRecord("'a😀b'.substring(1, 2)", {})).toBe('😀')
    expect(overRecord("size('a😀b')", {})).toBe(3)
  })
  it('are replaced and split literally', () => {
    expect(overRecord("'a.b'.replace('.', '$&')", {})).toBe('a$&b')
    expect(() => overRecord("'ab'.split('')", {})).toThrow('split needs a text to look for')
  })
  it('lower only ASCII', () => { expect(overRecord("'ÄB'.lowerAscii()", {})).toBe('Äb') })
})

describe('what was compiled', () => {
  it('names every path it reads, through lists, conditions and has', () => {
    const { reads } = compiled("record.a.b + record['c d'] == 'x' || has(record.e) && record.items.filter(i, i.kind == record.kind)[0].n > size(record.tags)", { record: { map: 'dyn' } })
    expect(reads).toEqual([['record', 'a', 'b'], ['record', 'c d'], ['record', 'e'], ['record', 'items', 'n'], ['record', 'items'], ['record', 'items', 'kind'], ['record', 'kind'], ['record', 'tags']])
  })
  it('keeps nested iteration variables apart', () => {
    expect(overRecord('record.rows.map(x, x.cells.filter(y, y > int(x.least)).map(x, x * 10))', { rows: [{ least: 1, cells: [1, 2, 3] }, { least: 5, cells: [6] }] })).toEqual([[20, 30], [60]])
  })
  it('answers the same again: nothing is kept between evaluations', () => {
    const { evaluate } = compiled('record.v.exists(x, x == 2)', { record: { map: 'dyn' } })
    const lists: readonly Value[] = [[1, 2], [1], [UNKNOWN], [2]]
    expect(lists.map((v) => evaluate({ variables: { record: { v } }, timezone: 'UTC' }))).toEqual([true, false, UNKNOWN, true])
  })
})

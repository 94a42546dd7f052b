import fc from 'fast-check'
import { ruleEnvironment, sourceEnvironment, type Environment } from '../../src/expression/environments.ts'
import type { StaticType } from '../../src/expression/expression.ts'

/** Variables named like the macros' own: an element shadows one of its type, and outside of a macro the name has a meaning all the same. */
const ELEMENTS = { i: 'int', j: 'int', s: 'string', f: 'double', m: 'decimal', t: 'timestamp', b: 'bool', d: 'dyn', e: 'dyn' } as const
const CLAIM = { object: 'claim', members: { field: 'string', value: 'dyn', source: 'string', domain: 'string', occurredAt: 'timestamp', recordedAt: 'timestamp' } } as const

type Scalar = 'bool' | 'int' | 'double' | 'decimal' | 'string' | 'timestamp'
type Members = Readonly<Record<string, Scalar>>

/** What differs from model to model: fields and their types, a record's keys, and of what PostgreSQL has a column for each field, not one of jsonb. */
interface Shape {
  readonly order: Members
  readonly entity: Members
  readonly keys: { readonly a: string; readonly b: string; readonly flag: string; readonly l: string }
  readonly columns: readonly string[]
}

const TRAYS: Shape = {
  order: { number: 'string', total: 'decimal', lines: 'int', open: 'bool' },
  entity: { pieces: 'int', weight: 'double', amount: 'decimal', name: 'string', day: 'string', done: 'bool', dueAt: 'timestamp' },
  keys: { a: 'a', b: 'b', flag: 'flag', l: 'l' },
  columns: ['entity', 'state'],
}

/** What a rule, a source and a `unified:` see, in one. */
const environmentOf = ({ order, entity, columns }: Shape): Environment & { readonly columns: readonly string[] } => ({
  variables: {
    ...sourceEnvironment().variables,
    ...ruleEnvironment({ order: { name: 'Order', members: order }, entity: { name: 'Tray', members: entity } }).variables,
    ...ELEMENTS, c: CLAIM, sales: 'string', finance: 'string',
  },
  columns,
})

type Arb = fc.Arbitrary<string>
const text = (value: string): string => JSON.stringify(value)
const number = (value: number): string => (/[.e]/.test(String(value)) ? String(value) : `${value}.0`).replace(/^-.*/, '($&)')

const PLAIN = ['', 'A', 'SIGNED', 'a,b,,c', 'x', 'naïve😀', 'é', 'e\u0301', "it's", '%_\\', 'ß', 'İ', 'null']
const NUMERIC = [' 007 ', '7', '-7', '+7', '31.50', '1e3', '.5', '5.', '-0', '-0.00', '\u00a07\ufeff', '9007199254740991']
const EXTREME = ['1e999', '1e-310', '1e-999', '-1e-305', '9007199254740993', '12345678901234567890.123', '1e200', '0e300', '1e-201', '1e155']
const TRUTHS = ['true', 'F', ' t ', 'f', '0', '1']
const MOMENTS = ['2026-03-29T02:30:00', '2026-10-25T02:30:00', '2026-03-29', '2024-02-29', '1893-04-01', '1850-06-01T12:00', '0001-01-01', '9999-12-31', '9999-12-31T23:59:59-23:59', '2026-07-02 07:10:00,5', '2026-03-02T07:10:00.123456-0530', '2026-01-01T10:00\u00a0Z', '2450-07-01T12:00:00', ' 2026-11-01t01:30:00 ']
const NO_MOMENTS = ['2026-02-29', '2026-01-01T24:00:00', '2026-1-1', '2026-01-01T10:00:00+24:00', '0000-01-01']
const SPANS = ['36h', '1h30m', '1.0005s', '-10s', '0.5ms', '250ms', '3000000d', '0.0005s', '1d']
const NO_SPANS = ['99999999999999999d', '1M', '1h-30m']
const some = (...weighted: readonly (readonly [number, readonly string[]])[]): Arb => fc.oneof(...weighted.map(([weight, texts]) => ({ weight, arbitrary: fc.constantFrom(...texts) })))
const numeric = some([9, NUMERIC], [2, EXTREME], [1, PLAIN])
const datelike = some([8, MOMENTS], [1, NO_MOMENTS], [1, PLAIN])
const spanlike = some([8, SPANS], [1, NO_SPANS], [1, PLAIN])
const truthlike = some([8, TRUTHS], [1, PLAIN])
const words = fc.oneof({ weight: 4, arbitrary: some([1, PLAIN]) }, { weight: 4, arbitrary: numeric }, { weight: 2, arbitrary: datelike }, spanlike, truthlike,
  fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => value.isWellFormed() && !value.includes('\0')), fc.string({ unit: fc.constantFrom('a', 'B', ' ', '1', ',', '😀', 'ä', '\n', '\t'), maxLength: 8 }))
const ints = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -5, max: 20 }) }, fc.constantFrom(0, 2 ** 31, -(2 ** 31) - 1, 94_906_267, 2 ** 53 - 1, 1 - 2 ** 53), fc.maxSafeInteger())
const doubles = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(0, 0.5, -0.5, 2.5, -2.5, 0.1, 0.49999999999999994, 3, 1e21, 1e23, 1e-7, 1e-6, 123456.789e3, 2 ** 53, 2 ** 54 + 8, -(2 ** 60), 4503599627370496.5, 1e15, 1e16) }, fc.constantFrom(1e308, 1.7e308, -1.7e308, 5e-324, 1e-300, 1e-160),
  { weight: 5, arbitrary: fc.integer({ min: -1000, max: 1000 }).map((cents) => cents / 100) }, fc.double({ noNaN: true, noDefaultInfinity: true }))
const decimals = fc.oneof(fc.constantFrom('0', '0.00', '31.50', '31.5', '-0.05', '1', '100', '-7.250', '12345678901234567890.123456789'), fc.constantFrom(`1${'0'.repeat(150)}`, `0.${'0'.repeat(120)}1`),
  { weight: 5, arbitrary: fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(4)).map(([units, scale]) => {
    const digits = String(Math.abs(units)).padStart(scale + 1, '0')
    return `${units < 0 ? '-' : ''}${scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`}`
  }) })
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']
export const zones = fc.constantFrom(...ZONES)
const HOUR = 3_600_000
const moments = fc.oneof(fc.constantFrom(0, -1, 1_774_746_000_000, 1_774_746_000_000 + HOUR - 1, 1_792_890_000_000, 1_792_886_400_000, -62_135_596_800_000, 253_402_300_799_999, 4_102_444_800_000, 17_000_000_000_000, -3_000_000_000_000),
  fc.integer({ min: -2_000_000_000_000, max: 5_000_000_000_000 }), { weight: 4, arbitrary: fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }).map((seconds) => seconds * 1000) })

/** No names in CEL. */
const RESERVED = new Set(['in', 'as', 'if', 'for', 'let', 'var', 'else', 'null', 'true', 'void', 'break', 'const', 'false', 'while', 'import', 'return', 'loop', 'package'])
/** By kind what a shape's fields are read by, and everything that `has` may ask of. */
const readsOf = ({ order, entity, keys }: Shape) => {
  const fields = Object.entries({ entity, order }).flatMap(([variable, members]) => Object.entries(members).map(([name, type]) => [type, `${variable}.${name}`] as const))
  const of = (wanted: Scalar): readonly string[] => fields.flatMap(([type, path]) => (type === wanted ? [path] : []))
  const key = (name: keyof Shape['keys']): string => (/^[a-z]\w*$/.test(keys[name]) && !RESERVED.has(keys[name]) ? `record.${keys[name]}` : `record[${JSON.stringify(keys[name])}]`)
  const [a, b, flag, l] = [key('a'), key('b'), key('flag'), key('l')]
  return {
    of, a, b, flag, l,
    paths: [...fields.map(([, path]) => path), 'state.local', a, `${b}.c`, 'edge.pieces', 'claims[0].value', 'claims[0]', 'order', 'state', 'edge', 'd', 'c.value', 'record["Order No"]', `${l}[1]`, 'record.constructor', 'd.x', 'e[0]', 'claims[i].field', 'e.x[j]', `${l}[0].x`],
  }
}

type Kinds = { bool: string; int: string; double: string; decimal: string; string: string; timestamp: string; duration: string; dyn: string; ints: string; doubles: string; decimals: string; strings: string; timestamps: string; durations: string; bools: string; dyns: string; claims: string; map: string }
type Kind = keyof Kinds

/** Lists by the kind of their elements and the names their elements may have. */
const LISTS = [['ints', 'int', ['i', 'j']], ['doubles', 'double', ['f']], ['decimals', 'decimal', ['m']], ['strings', 'string', ['s']], ['timestamps', 'timestamp', ['t']], ['bools', 'bool', ['b']], ['dyns', 'dyn', ['d', 'e']], ['claims', 'c', ['c']], ['durations', 'duration', []]] as const

/** Random well-typed expressions of each kind, so many nodes deep. */
const expressions = (maxDepth: number, { of: fieldsOf, a, b, flag, l, paths }: ReturnType<typeof readsOf>): { [K in Kind]: Arb } => fc.letrec<Kinds>((tie) => {
  const write = (template: TemplateStringsArray, ...parts: readonly (Kind | Arb)[]): Arb =>
    fc.tuple(...parts.map((part) => (typeof part === 'string' ? tie(part) : part))).map((values) => template.reduce((before, after, n) => before + String(values[n - 1]) + after))
  const pick = (...options: readonly string[]): Arb => fc.constantFrom(...options)
  const kind = (leaves: readonly Arb[], nodes: readonly Arb[]): Arb => fc.oneof({ maxDepth, depthSize: maxDepth > 4 ? 'small' : 'xsmall', depthIdentifier: `cel ${maxDepth}` }, fc.oneof(...leaves), ...nodes)
  const choice = (of: Kind): Arb => write`(${'bool'} ? ${of} : ${of})`
  const zone = zones.map(text)
  const over = (build: (list: Kind, name: Arb) => Arb, lists: readonly (readonly [Kind, string, readonly string[]])[] = LISTS): readonly Arb[] =>
    lists.filter(([, , names]) => names.length > 0).map(([list, , names]) => build(list, pick(...names)))
  const named = (list: Kind, name: Arb, rest: (name: string) => Arb): Arb => name.chain((given) => fc.tuple(tie(list), rest(given)).map(([of, tail]) => `${of}${tail}`))
  const from = (list: Kind, name: Arb, macro: Arb, body: Kind): Arb => named(list, name, (given) => fc.tuple(macro, tie(body)).map(([called, made]) => `.${called}(${given}, ${made})`))
  const listsOf = (of: Kind, list: Kind, own: readonly Arb[] = []): Arb => {
    const mapped = LISTS.filter(([, , names]) => names.length > 0).map(([other, , names]) => from(other, pick(...names), pick('map'), of))
    const conditional = named('dyns', pick('d'), (given) => fc.tuple(tie('bool'), tie(of)).map(([holds, made]) => `.map(${given}, ${holds}, ${made})`))
    const filtered = LISTS.filter(([other, , names]) => other === list && names.length > 0).map(([other, , names]) => from(other, pick(...names), pick('filter'), 'bool'))
    return kind([write`[${of}]`, ...own], [fc.array(tie(of), { maxLength: 3, minLength: 1 }).map((items) => `[${items.join(', ')}]`), ...mapped.slice(0, 3), ...mapped.slice(6, 8), conditional, ...filtered, ...filtered, write`(${list} + ${list})`, choice(list)])
  }
  const compared = pick('<', '<=', '>', '>=')
  const equal = pick('==', '!=')
  const aggregate = (list: Kind, names: readonly string[]): Arb => write`${pick(...names)}(${list})`
  const numbers = ['int', 'double', 'decimal'] as const
  const found = pick(a, l, flag, 'd', 'e', 'c.value')
  const scalar: readonly Kind[] = ['bool', 'int', 'double', 'decimal', 'string', 'timestamp', 'duration', 'dyn']
  return {
    bool: kind([pick('true', 'false', ...fieldsOf('bool'), 'b', "(sales == 'MET')", "(state.local in ['SIGNED', 'A'])", `(${flag} == true)`)], [
      ...(['int', 'double', 'decimal', 'timestamp', 'duration'] as const).flatMap((of) => [write`(${of} ${compared} ${of})`, write`(${of} ${equal} ${of})`, write`(${of} ${compared} ${'dyn'})`, write`(${'dyn'} ${compared} ${of})`]),
      ...scalar.map((of) => write`(${'dyn'} ${equal} ${of})`), ...scalar.map((of) => write`(${of} ${equal} ${'dyn'})`),
      write`(${'string'} ${equal} ${'string'})`, write`(${'bool'} ${equal} ${'bool'})`, ...numbers.flatMap((a) => numbers.filter((b) => a !== b).flatMap((b) => [write`(${a} ${equal} ${b})`, write`(${a} in ${`${b}s` as Kind})`])), write`(${'decimal'} ${compared} ${'double'})`,
      write`(${'bool'} && ${'bool'})`, write`(${'bool'} || ${'bool'})`, write`(${'bool'} && ${'dyn'})`, write`(${'dyn'} || ${'bool'})`, write`!${'bool'}`, write`!${'dyn'}`, choice('bool'), write`(${'dyn'} ? ${'bool'} : ${'bool'})`,
      ...LISTS.filter(([, of]) => of !== 'c').flatMap(([list, of]) => [write`(${of as Kind} in ${list})`, write`(${'dyn'} in ${list})`, write`(${found} in ${list})`]),
      ...scalar.map((of) => write`(${of} in ${found})`), ...scalar.map((of) => write`(${of} in ${'dyns'})`), write`(${'int'} in [])`,
      write`(${'string'} in ${'map'})`, write`(${'dyn'} in ${'map'})`, write`has(${pick(...paths)})`, write`has(${pick(...paths)})`,
      ...over((list, name) => from(list, name, pick('all', 'exists', 'exists_one'), 'bool')), write`${'dyn'}.exists(d, ${'bool'})`, write`${'dyn'}.all(d, ${'bool'})`, write`${'dyn'}.exists_one(e, ${'bool'})`,
      write`${'string'}.${pick('startsWith', 'endsWith', 'contains')}(${'string'})`, write`${'dyn'}.${pick('startsWith', 'endsWith', 'contains')}(${'string'})`, write`bool(${'string'})`, write`bool(${truthlike.map(text)})`, write`bool(${'dyn'})`, write`bool(${found})`, write`bool(${'bool'})`, write`${'bools'}[${'int'}]`,
    ]),
    int: kind([ints.map((value) => (value < 0 ? `(${value})` : String(value))), pick(...fieldsOf('int'), 'i', 'j')], [
      write`(${'int'} ${pick('+', '-', '*', '/', '%')} ${'int'})`, write`(${'dyn'} % ${'int'})`, write`(${'int'} % ${'dyn'})`, write`(-${'int'})`, choice('int'),
      ...(['string', 'dyn', 'strings', 'ints', 'claims', 'map', 'dyns'] as const).flatMap((of) => [write`size(${of})`, write`${of}.size()`]), write`count(${'dyns'})`, write`count(${'dyn'})`,
      ...(['int', 'double', 'decimal', 'string', 'timestamp', 'dyn'] as const).map((of) => write`int(${of})`), write`${pick('round', 'floor', 'ceil')}(${'double'})`, write`${pick('round', 'floor', 'ceil')}(${'dyn'})`, write`abs(${'int'})`, write`int(${numeric.map(text)})`,
      write`${'timestamp'}.${pick('getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds')}()`,
      write`${'timestamp'}.${pick('getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds')}(${zone})`,
      write`${'timestamp'}.${pick('getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds')}(${zone})`, write`${'timestamp'}.${pick('getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds')}(${zone})`,
      write`${'duration'}.${pick('getHours', 'getMinutes', 'getSeconds')}()`, write`${'ints'}[${'int'}]`, write`${'ints'}[${'dyn'}]`, aggregate('ints', ['sum', 'min', 'max']),
    ]),
    double: kind([doubles.map(number), pick(...fieldsOf('double'), 'f')], [
      write`(${'double'} ${pick('+', '-', '*', '/')} ${'double'})`, write`(${'double'} ${pick('+', '-', '*', '/')} ${'int'})`, write`(${'dyn'} ${pick('+', '-', '*', '/')} ${'double'})`, write`(${'int'} ${pick('+', '-', '*', '/')} ${'dyn'})`, write`(-${'double'})`, write`(-${'dyn'})`, choice('double'), write`(${'bool'} ? ${'int'} : ${'double'})`,
      ...(['int', 'double', 'decimal', 'string', 'dyn'] as const).map((of) => write`double(${of})`), write`abs(${'double'})`, write`double(${numeric.map(text)})`, write`${'doubles'}[${'int'}]`, aggregate('doubles', ['sum', 'min', 'max']), aggregate('dyns', ['sum', 'min', 'max']), write`sum(${'dyn'})`,
    ]),
    decimal: kind([decimals.map((value) => `decimal(${text(value)})`), pick(...fieldsOf('decimal'), 'm')], [
      write`(${'decimal'} ${pick('+', '-', '*')} ${'decimal'})`, write`(${'decimal'} ${pick('+', '-', '*')} ${'int'})`, write`(${'double'} ${pick('+', '-', '*')} ${'decimal'})`, write`(${'dyn'} ${pick('+', '-', '*')} ${'decimal'})`, write`(-${'decimal'})`, choice('decimal'), write`(${'bool'} ? ${'decimal'} : ${'double'})`,
      ...(['int', 'double', 'decimal', 'string', 'dyn'] as const).map((of) => write`decimal(${of})`), write`abs(${'decimal'})`, write`decimal(${numeric.map(text)})`, write`${'decimals'}[${'int'}]`, aggregate('decimals', ['sum', 'min', 'max']),
    ]),
    string: kind([words.map(text), pick(...fieldsOf('string'), 'state.local', 'state.canonical', 's', 'sales', 'claims[0].field', 'c.source', `(${fieldsOf('bool')[0] ?? 'b'} ? state : state).source`)], [
      write`(${'string'} + ${'string'})`, write`(${'string'} + ${'dyn'})`, write`(${'dyn'} + ${'string'})`, write`(${'dyn'} + ${'dyn'})`, choice('string'),
      ...(['string', 'int', 'double', 'decimal', 'bool', 'timestamp', 'duration', 'dyn', 'double'] as const).map((of) => write`string(${of})`), write`${'string'}.${pick('lowerAscii', 'upperAscii', 'trim')}()`, write`${'dyn'}.trim()`,
      write`${'string'}.replace(${'string'}, ${'string'})`, write`${'string'}.substring(${'int'})`, write`${'string'}.substring(${fc.nat(3).map(String)})`, write`${'string'}.substring(${fc.nat(2).map(String)}, ${fc.nat(4).map(String)})`, write`${'string'}.substring(${'int'}, ${'int'})`, write`${'strings'}[${'int'}]`, write`${'claims'}[${'int'}].field`,
    ]),
    timestamp: kind([pick(...fieldsOf('timestamp'), 'now', 'state.since', 't', 'claims[0].occurredAt', 'c.recordedAt'), moments.map((ms) => `timestamp(${text(new Date(ms).toISOString())})`)], [
      write`timestamp(${'string'})`, write`timestamp(${datelike.map(text)})`, write`timestamp(${datelike.map(text)})`, write`timestamp(${'int'})`, write`timestamp(${'dyn'})`, write`timestamp(${found})`, write`timestamp(${'timestamp'})`, write`(${'timestamp'} ${pick('+', '-')} ${'duration'})`, write`(${'duration'} + ${'timestamp'})`, write`(${'timestamp'} - duration(${'dyn'}))`, choice('timestamp'),
      write`${'timestamps'}[${'int'}]`, aggregate('timestamps', ['min', 'max']),
    ]),
    duration: kind([pick('36h', '1d', '1h30m', '-10s', '250ms', '3000000d', '0s', '1.5h').map((value) => `duration(${text(value)})`)], [
      write`duration(${spanlike.map(text)})`, write`duration(${spanlike.map(text)})`, write`duration(${'string'})`, write`duration(${'dyn'})`, write`duration(${found})`, write`duration(${found})`, write`duration(${'duration'})`, write`(${'timestamp'} - ${'timestamp'})`, write`(${'duration'} ${pick('+', '-')} ${'duration'})`, write`(-${'duration'})`, choice('duration'), write`${'durations'}[${'int'}]`, aggregate('durations', ['sum', 'min', 'max']),
    ]),
    dyn: kind([pick(a, flag, l, 'record["Order No"]', 'record.constructor', 'edge.pieces', 'edge.weight', 'd', 'e', 'c.value', 'claims[0].value', 'd.x', `${b}.c`)], [
      choice('dyn'), write`(${'bool'} ? ${'dyn'} : ${'int'})`, write`(${'bool'} ? ${'decimal'} : ${'dyn'})`, write`(${'bool'} ? ${'double'} : ${'dyn'})`, write`(${'bool'} ? ${'dyn'} : ${'timestamp'})`, write`(${'bool'} ? ${'dyn'} : ${'string'})`, write`(${'bool'} ? ${'dyn'} : ${'dyns'})`,
      write`${'dyn'}[${'int'}]`, write`${'dyns'}[${'int'}]`, write`${'dyn'}.x`, write`${'claims'}[${'int'}].value`, write`${'dyn'}[${'dyn'}]`,
    ]),
    ints: listsOf('int', 'ints'), doubles: listsOf('double', 'doubles', [write`[${'int'}, ${'double'}]`]), decimals: listsOf('decimal', 'decimals', [write`[${'decimal'}, ${'int'}, ${'double'}]`]), timestamps: listsOf('timestamp', 'timestamps'), durations: listsOf('duration', 'durations'), bools: listsOf('bool', 'bools'),
    strings: listsOf('string', 'strings', [write`${'string'}.split(${words.map(text)})`, fc.constant("'a,b,,c'.split(',')")]),
    dyns: listsOf('dyn', 'dyns', [write`[${'dyn'}, ${'int'}]`, write`[${'dyn'}, ${'decimal'}, ${'bool'}]`, write`${'dyn'}.filter(d, ${'bool'})`, write`${'dyn'}.map(d, ${'dyn'})`, fc.constant('[]')]),
    claims: kind([pick('claims', '[c]')], [named('claims', pick('c'), (name) => tie('bool').map((holds) => `.filter(${name}, ${holds})`)), write`(${'claims'} + ${'claims'})`, write`${'ints'}.map(i, c)`]),
    map: kind([pick('record', 'entity', 'order', 'state', 'edge', 'c')], [write`(${'bool'} ? record : edge)`, write`(${'bool'} ? state : state)`, write`claims[${'int'}]`, write`(${'bool'} ? entity : [entity][0])`]),
  }
})

const absent = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 8, nil: null })
type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json }
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof({ maxDepth: 2, depthSize: 'small' }, words, words, spanlike, datelike, numeric, fc.integer({ min: -9, max: 20 }), doubles.map((value) => (Object.is(value, -0) ? 0 : value)), fc.boolean(), fc.constant(null), decimals,
    fc.array(tie('json'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('x', 'a', 'SIGNED', 'constructor'), tie('json'), { maxKeys: 2 })),
}))
const claim = fc.record({ field: fc.constantFrom('state', 'pieces'), value: absent(json), source: fc.constantFrom('till', 'oven'), domain: fc.constantFrom('sales', 'bake'), occurredAt: moments, recordedAt: moments })
const outcome = fc.constantFrom('MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE')

/** What the variables hold, as JSON would: null where something is absent. */
export interface Given {
  readonly [variable: string]: Json
}
const ofType = (type: StaticType): fc.Arbitrary<Json> =>
  type === 'bool' ? fc.boolean() : type === 'int' ? ints : type === 'double' ? doubles : type === 'decimal' ? decimals : type === 'string' ? words : type === 'timestamp' ? moments : json
const members = (type: StaticType | undefined): fc.Arbitrary<Json> =>
  fc.record(Object.fromEntries(Object.entries(typeof type === 'object' && 'members' in type ? type.members : {}).map(([name, of]) => [name, absent(ofType(of))])))
const givensOf = ({ keys }: Shape, { variables }: Environment): fc.Arbitrary<Given> => fc.record({
  order: members(variables['order']), entity: members(variables['entity']), state: members(variables['state']), now: moments, claims: fc.array(claim, { maxLength: 3 }), c: claim, sales: outcome, finance: outcome,
  record: fc.record<Record<string, Json>>({ [keys.a]: json, [keys.b]: fc.oneof(json, fc.record({ c: json })), [keys.flag]: fc.oneof(fc.boolean(), json), [keys.l]: fc.oneof(fc.array(json, { maxLength: 3 }), json), 'Order No': json, constructor: absent(words) }, { requiredKeys: [] }),
  edge: fc.record({ pieces: absent(fc.oneof(ints, decimals)), weight: absent(doubles) }),
  ...Object.fromEntries(Object.entries(ELEMENTS).map(([name, type]) => [name, absent(ofType(type))])),
})

/** An environment with expressions over it and what its variables hold. */
export interface Surroundings {
  readonly environment: Environment & { readonly columns: readonly string[] }
  /** Of any kind: mostly short, so that most have an answer; some nested deep. */
  readonly expression: Arb
  /** What a rule may be: a bool, or a dyn that turns out to be one. */
  readonly condition: Arb
  readonly givens: fc.Arbitrary<Given>
}
const surroundingsOf = (shape: Shape): Surroundings => {
  const [environment, reads] = [environmentOf(shape), readsOf(shape)]
  const [short, deep] = [expressions(4, reads), expressions(6, reads)]
  return {
    environment,
    expression: fc.oneof(...([[4, short], [1, deep]] as const).map(([weight, { bool, ...others }]) => ({ weight, arbitrary: fc.oneof({ weight: 8, arbitrary: bool }, ...Object.values(others)) }))),
    condition: fc.oneof(short.bool, short.dyn),
    givens: givensOf(shape, environment),
  }
}

/** One that never changes, and reaches everything. */
export const trays = surroundingsOf(TRAYS)

/** Also what other objects have by themselves; columns do not tell capitals from small letters. */
const names = fc.oneof({ weight: 4, arbitrary: fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,6}$/).filter((name) => !RESERVED.has(name)) }, fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'select', 'user', 'size', 'state', 'value'))
const fields: fc.Arbitrary<Members> = fc.uniqueArray(fc.tuple(names, fc.constantFrom<Scalar[]>('bool', 'int', 'double', 'decimal', 'string', 'timestamp')), { maxLength: 8, selector: ([name]) => name.toLowerCase() }).map((members) => Object.fromEntries(members) as Members)
const keys = fc.uniqueArray(fc.oneof(names, words.filter((word) => word !== '')), { minLength: 4, maxLength: 4 }).filter((all) => !all.includes('Order No') && !all.includes('constructor') && !all.includes('__proto__'))
  .map(([a = '', b = '', flag = '', l = '']) => ({ a, b, flag, l }))

/** Any: other fields of other types under other names, other keys of records. */
export const anySurroundings: fc.Arbitrary<Surroundings> = fc.record({ order: fields, entity: fields, keys, columns: fc.subarray(['order', 'entity', 'state']) }).map(surroundingsOf)

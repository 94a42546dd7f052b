import { readFileSync } from 'node:fs'
import pg from 'pg'
import { conditionSql, sqlOf } from '../../src/expression/compile-expression.ts'
import type { Environment } from '../../src/expression/environments.ts'
import { Malformed, UNKNOWN, type Compiled, type Scope, type StaticType, type Value } from '../../src/expression/expression.ts'
import type { Reading } from '../../src/expression/printer.ts'
import { sqlType } from '../../src/expression/sql-values.ts'
import type { Given } from './random-expressions.ts'

const functions = readFileSync(new URL('../../sql/migrations/0016-cel.sql', import.meta.url), 'utf8')

/** A connection whose schema holds what printed expressions call, and nothing else. */
export const openRoads = async (connectionString: string): Promise<{ readonly client: pg.Client; readonly close: () => Promise<void> }> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('drop schema if exists cel cascade; create schema cel; set search_path to cel')
  await client.query(functions)
  return {
    client,
    close: async () => {
      await client.query('drop schema cel cascade')
      await client.end()
    },
  }
}

/** Variables whose members have columns each; those of the others are read from one of jsonb. */
interface Placed extends Environment {
  readonly columns?: readonly string[]
}
const USUAL = ['entity', 'state']
const objectOf = (type: StaticType | undefined): Readonly<Record<string, StaticType>> | undefined => (typeof type === 'object' && 'members' in type ? type.members : undefined)
const column = (...path: readonly string[]): string => `v_${path.join('_')}`

const read = ({ variables, columns = USUAL }: Placed) => ([variable = '', member]: readonly string[]): Reading | undefined => {
  if (member === undefined) return columns.includes(variable) ? undefined : { sql: column(variable), ...(objectOf(variables[variable]) === undefined ? {} : { json: true }) }
  if (columns.includes(variable)) return { sql: column(variable, member) }
  return objectOf(variables[variable]) === undefined ? undefined : { sql: `${column(variable)} -> '${member}'`, json: true }
}

const columnsOf = ({ variables, columns = USUAL }: Placed): readonly { readonly name: string; readonly type: string; readonly of: (given: Given) => unknown }[] =>
  Object.entries(variables).flatMap(([variable, type]) => {
    if (columns.includes(variable)) return Object.entries(objectOf(type) ?? {}).map(([member, of]) => ({ name: column(variable, member), type: sqlType(of), of: (given: Given) => (given[variable] as Given | undefined)?.[member] ?? null }))
    return [{ name: column(variable), type: sqlType(type), of: (given: Given) => (sqlType(type) === 'jsonb' ? JSON.stringify(given[variable] ?? null) : (given[variable] ?? null)) }]
  })

/** As memory holds it: what is null is absent from a map, and unknown in a list. */
const held = (value: Given[string] | undefined): Value => {
  if (value === null || value === undefined) return UNKNOWN
  if (Array.isArray(value)) return value.map(held)
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([name, member]) => [name, held(member)]))
  return value as Value
}
/** As JSON again; decimals keep their digits, of numbers the sign of a zero does not count. */
const written = (value: Value): unknown => {
  if (value === UNKNOWN) return null
  if (Array.isArray(value)) return value.map(written)
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value as Given).filter(([, member]) => member !== null && (member as Value) !== UNKNOWN).map(([name, member]) => [name, written(member as Value)]).sort())
  return value === 0 ? 0 : value
}

export type Fate = 'true' | 'false' | 'value' | 'unknown' | 'malformed'
export interface Answer {
  readonly fate: Fate
  readonly shown: string
}
export const scopeOf = (given: Given, timezone: string): Scope => ({ variables: held(given) as Readonly<Record<string, Value>>, timezone })
export const inMemory = ({ evaluate }: Pick<Compiled, 'evaluate'>, given: Given, timezone: string): Answer => {
  try {
    const value = evaluate(scopeOf(given, timezone))
    return value === UNKNOWN ? { fate: 'unknown', shown: 'null' } : { fate: typeof value === 'boolean' ? (String(value) as Fate) : 'value', shown: JSON.stringify(written(value)) }
  } catch (error) {
    if (error instanceof Malformed) return { fate: 'malformed', shown: 'null' }
    throw error
  }
}

const fromText = (text: string | null, type: StaticType): string => {
  if (text === null) return 'null'
  const kind = sqlType(type)
  if (kind === 'jsonb') return JSON.stringify(written(held(JSON.parse(text) as Given[string])))
  return kind === 'text' || kind === 'numeric' ? JSON.stringify(text) : JSON.stringify(written(kind === 'boolean' ? text === 'true' : Number(text)))
}

/** Answers of PostgreSQL, a row for each of `givens` and a column for each expression; a message where it fails. `rules`: as rules take conditions. */
export const inSql = async (client: pg.Client, expressions: readonly Compiled[], givens: readonly Given[], environment: Placed, timezone: string, rules = false): Promise<readonly (readonly string[])[]> => {
  const columns = columnsOf(environment)
  const rows = givens.map((given, n) => `(${[n, ...columns.map(({ of }) => of(given)).map((value) => (value === null ? 'null' : typeof value === 'string' ? pg.escapeLiteral(value) : `'${Object.is(value, -0) ? 0 : String(value)}'`))].join(', ')})`)
  await client.query(`drop table if exists given; create table given (n int, ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}); insert into given values ${rows.join(', ')}`)
  const place = { read: read(environment), timezone }
  const printed = expressions.map((compiled) => `(${rules ? conditionSql(compiled, place) : sqlOf(compiled, place)})::text`)
  const ask = async (texts: readonly string[], from: number): Promise<readonly (readonly string[])[]> => {
    const { rows: answers } = await client.query<(string | null)[]>({ text: `select ${texts.join(',\n')} from given order by n`, rowMode: 'array' })
    return answers.map((row) => row.map((text, n) => fromText(text, rules ? 'bool' : (expressions[from + n]?.type ?? 'dyn'))))
  }
  try {
    return await ask(printed, 0)
  } catch (error) {
    if (printed.length === 1) return givens.map(() => [`fails: ${(error as Error).message}`])
    const each: (readonly (readonly string[])[])[] = []
    for (const [n, text] of printed.entries()) each.push(await ask([text], n).catch((cause: unknown) => givens.map(() => [`fails: ${(cause as Error).message}`])))
    return givens.map((_, row) => each.map((answers) => answers[row]?.[0] ?? ''))
  }
}

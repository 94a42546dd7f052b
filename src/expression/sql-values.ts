import type { StaticType } from './expression.ts'
import type { Scalar } from './static-types.ts'

/** What each type is in PostgreSQL; times and durations in milliseconds. Lists, maps and objects are jsonb, as dyn is. */
const SQL_TYPES: Readonly<Record<Scalar, string>> = { bool: 'boolean', int: 'bigint', double: 'float8', decimal: 'numeric', string: 'text', timestamp: 'bigint', duration: 'bigint', dyn: 'jsonb' }

export const sqlType = (type: StaticType): string => (typeof type === 'string' ? SQL_TYPES[type] : 'jsonb')

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const sqlLiteral = (value: string | number | boolean, type: StaticType): string => {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `${quoteText(value)}::text`
  if (type === 'double') return `'${value}'::float8`
  return value < 0 ? `(${value})::${sqlType(type)}` : `${value}::${sqlType(type)}`
}

/** A jsonb value as what its type is; JSON's null becomes null. */
export const fromJson = (type: StaticType, json: string): string =>
  sqlType(type) === 'jsonb' ? `nullif(${json}, 'null')` : type === 'string' ? `(${json} #>> '{}')` : `(${json} #>> '{}')::${sqlType(type)}`

/** As a member or element of jsonb: JSON's own functions take all but decimals as they are. */
export const jsonMember = (type: StaticType, sql: string): string => (type === 'decimal' ? `${sql}::text` : sql)

/** A value of the type as jsonb of its own. */
export const toJson = (type: StaticType, sql: string): string => (sqlType(type) === 'jsonb' ? sql : `to_jsonb(${jsonMember(type, sql)})`)

/** PostgreSQL's functions take a hundred arguments. */
const MOST_ARGUMENTS = 100

/** jsonb of any number of members, each of so many arguments, by a function that takes them. */
export const jsonOf = (build: 'jsonb_build_array' | 'jsonb_build_object', members: readonly string[]): string => {
  const atOnce = build === 'jsonb_build_array' ? MOST_ARGUMENTS : MOST_ARGUMENTS / 2
  const parts = Array.from({ length: Math.max(1, Math.ceil(members.length / atOnce)) }, (_, n) => `${build}(${members.slice(n * atOnce, (n + 1) * atOnce).join(', ')})`)
  return parts.length === 1 ? parts.join() : `(${parts.join(' || ')})`
}

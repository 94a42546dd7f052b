import type { Position } from '../plan/cursor.ts'
import type { SortKey } from '../plan/sort-key.ts'
import type { Names } from './names.ts'
import { quote } from './quote.ts'
import { whole } from './statement.ts'

/** The value that a key sorts by. */
const sortValue = (names: Names, variable: string, key: SortKey, ranksOf: Map<SortKey, string>): string => {
  const property = `${variable}.${quote(key.property)}`
  if (key.ranks === undefined) return property
  const known = ranksOf.get(key) ?? names.parameter('ranks', Object.fromEntries(key.ranks.map((name, place) => [name, place])))
  ranksOf.set(key, known)
  return `${known}[${property}]`
}

export interface CompiledSort {
  /** One expression a key. */
  readonly values: readonly string[]
  /** What stands after ORDER BY. */
  readonly orderBy: string
  /** Rows after the position; undefined when there is none to pass. */
  readonly after: string | undefined
}

/** Keyset paging: nulls last in both directions, ties by ref. */
export const compileSort = (names: Names, variable: string, keys: readonly SortKey[], position: Position | undefined): CompiledSort => {
  const ranksOf = new Map<SortKey, string>()
  const values = keys.map((key) => sortValue(names, variable, key, ranksOf))
  const orderBy = [...keys.map((key, place) => `${values[place]} IS NULL, ${values[place]}${key.direction === 'DESC' ? ' DESC' : ''}`), `${variable}.ref`].join(', ')
  return { values, orderBy, after: position === undefined ? undefined : compileAfter(names, variable, keys, values, position) }
}

/** (k1 after v1) OR (k1 = v1 AND ((k2 after v2) OR (k2 = v2 AND … ref > r))). Nothing comes after an absent value but what shares it. */
const compileAfter = (names: Names, variable: string, keys: readonly SortKey[], values: readonly string[], position: Position): string => {
  let after = `${variable}.ref > ${names.parameter('afterRef', position.ref)}`
  for (let place = keys.length - 1; place >= 0; place -= 1) {
    const key = keys[place]
    const value = values[place]
    const held = position.values[place]
    if (key === undefined || value === undefined) continue
    if (held === null || held === undefined) {
      after = `(${value} IS NULL AND ${after})`
    } else {
      const parameter = names.parameter(`after_${key.property}`, held)
      after = `(${value} ${key.direction === 'DESC' ? '<' : '>'} ${parameter} OR ${value} IS NULL OR (${value} = ${parameter} AND ${after}))`
    }
  }
  return after
}

export const limit = (names: Names, name: string, most: number): string => `LIMIT ${names.parameter(name, whole(most))}`

import type { Known } from '../expression/conversions.ts'
import { Malformed, UNKNOWN, type Compiled, type Scope, type StaticType, type Value } from '../expression/expression.ts'
import { showValue } from '../expression/show-value.ts'
import type { EachVariable, Model } from '../model/model.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { asMoment } from './coerce-attribute.ts'
import { keyFault } from './check-key.ts'
import { refuse, type RecordValue, type Refusal } from './read-record.ts'

/** One record under its source's expressions. Collects every reason not to take it; whoever reads a faulty value goes on without it. */
export interface RecordReading {
  readonly enums: Model['enums']
  readonly scope: Scope
  readonly refusals: Refusal[]
  readonly refused: (refusal: Refusal) => void
  /** The value after `convert`; undefined when absent, or malformed and noted under the field's name. */
  readonly value: <T>(compiled: Compiled, field: string, convert: (value: Known, from: StaticType) => T) => T | undefined
  /** As `value`, but absence is a reason too. */
  readonly required: <T>(compiled: Compiled, field: string, convert: (value: Known, from: StaticType) => T) => T | undefined
  readonly holds: (compiled: Compiled, field: string) => boolean
  /** Combinations of elements that the record may still come to. */
  readonly budget: { left: number }
  /** The same record with a variable that stands for an element of a list. */
  readonly withElement: (variable: string, element: Value) => RecordReading
}

const MISSING = Symbol('missing')

export const readingOf = (record: RecordValue, timezone: string, enums: Model['enums']): RecordReading => {
  const refusals: Refusal[] = []
  let known: Set<string> | undefined
  const refused = (refusal: Refusal): void => {
    // One bad cell used by several expressions is one reason.
    known ??= new Set()
    if (!known.has(refusal.reason)) refusals.push(refusal)
    known.add(refusal.reason)
  }
  return readingWith({ variables: { record }, timezone }, { enums, refusals, refused, budget: { left: MOST_COMBINATIONS } })
}

const readingWith = (scope: Scope, shared: Pick<RecordReading, 'enums' | 'refusals' | 'refused' | 'budget'>): RecordReading => {
  const { refused } = shared
  const read = <T>(compiled: Compiled, field: string, convert: (value: Known, from: StaticType) => T): T | undefined | typeof MISSING => {
    try {
      const value = compiled.evaluate(scope)
      return value === UNKNOWN ? MISSING : convert(value, compiled.type)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      refused(refuse('VALUE_MALFORMED', { field, reason: error.message }))
      return undefined
    }
  }
  const { enums, refusals, budget } = shared
  return {
    enums,
    refusals,
    refused,
    budget,
    scope,
    value: (compiled, field, convert) => {
      const value = read(compiled, field, convert)
      return value === MISSING ? undefined : value
    },
    required: (compiled, field, convert) => {
      const value = read(compiled, field, convert)
      if (value !== MISSING) return value
      refused(refuse('VALUE_ABSENT', { field, text: compiled.text }))
      return undefined
    },
    holds: (compiled, field) => read(compiled, field, (value) => value) === true,
    withElement: (variable, element) => readingWith({ ...scope, variables: { ...scope.variables, [variable]: element } }, shared),
  }
}

/** Combinations of elements that the lists of one record may come to. */
const MOST_COMBINATIONS = 100_000

/** The reading once for every combination of elements: as it is where there are no lists, not at all where one is absent or empty. An element that is null is passed over. */
export const overEach = (reading: RecordReading, each: readonly EachVariable[], field: string): Iterable<RecordReading> => (each.length === 0 ? [reading] : combinations(reading, each, field))

function* combinations(reading: RecordReading, [first, ...others]: readonly EachVariable[], field: string): Generator<RecordReading> {
  if (first === undefined) {
    reading.budget.left -= 1
    yield reading
    return
  }
  for (const element of reading.value(first.list, `${first.variable} of ${field}`, listOf) ?? []) {
    if (reading.budget.left <= 0) return reading.refused(refuse('RECORD_TELLS_TOO_MUCH', { bound: MOST_COMBINATIONS }))
    if (element !== UNKNOWN) yield* combinations(reading.withElement(first.variable, element), others, field)
  }
}

const listOf = (value: Known): readonly Value[] => {
  if (!Array.isArray(value)) throw new Malformed(`${showValue(value)} is not a list`)
  return value as readonly Value[]
}

/** A key-like text, or undefined and the reason noted. */
export const keyText = (reading: RecordReading, text: string | undefined, field: string, fault: (text: string) => string | undefined = keyFault): string | undefined => {
  if (text === undefined) return undefined
  const reason = fault(text)
  if (reason === undefined) return text
  reading.refused(refuse('KEY_REFUSED', { field, reason }))
  return undefined
}

export const momentText = (reading: RecordReading) => (value: Known, from: StaticType): Instant => instant(asMoment(value, from, reading.scope))


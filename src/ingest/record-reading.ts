import { Malformed, UNKNOWN, type Compiled, type Scope, type StaticType } from '../expression/expression.ts'
import type { Known } from '../expression/conversions.ts'
import type { Model } from '../model/model.ts'
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
}

const MISSING = Symbol('missing')

export const readingOf = (record: RecordValue, timezone: string, enums: Model['enums']): RecordReading => {
  const scope: Scope = { variables: { record }, timezone }
  const refusals: Refusal[] = []
  const refused = (refusal: Refusal): void => {
    // One bad cell used by several expressions is one reason.
    if (!refusals.some(({ reason }) => reason === refusal.reason)) refusals.push(refusal)
  }
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
  return {
    enums,
    scope,
    refusals,
    refused,
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
  }
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


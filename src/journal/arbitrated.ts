import type { Preference } from '../model/arbitration.ts'
import { invariant } from '../problems/invariant.ts'
import { sql } from './sql.ts'

const UNDECIDED = 'arbitrated as (\n  select ref, at, local, source from ruled\n)'

/** A statement that has part read/ruled-states, deciding what sources disagree about as far as anything is preferred. */
export const arbitrated = (name: string, preferences: readonly Preference[]): string => {
  const { text } = sql(name)
  invariant(text.includes(UNDECIDED), 'arbitrated', `${name} has no place for what is decided`)
  return preferences.length === 0 ? text : text.replace(UNDECIDED, () => sql('read/arbitrated-states').text.replace(/^--.*\n/gm, '').trimEnd())
}

/** Preferences as statements take them. */
export const preferenceColumns = (preferences: readonly Preference[], written: (local: string) => string): readonly unknown[] =>
  [preferences.map(({ source }) => source), preferences.map(({ local = '' }) => written(local)), preferences.map(({ rank }) => rank)]

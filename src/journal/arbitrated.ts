import type { Preference } from '../model/arbitration.ts'
import { sql } from './sql.ts'

/** The text of a statement that has part read/ruled-states, deciding what sources disagree about as far as anything is preferred. */
export const arbitrated = (name: string, preferences: readonly Preference[]): string =>
  sql(name, [], preferences.length === 0 ? {} : { 'read/undecided-states': 'read/arbitrated-states' }).text

/** Preferences as statements take them. */
export const preferenceColumns = (preferences: readonly Preference[], written: (local: string) => string): readonly unknown[] =>
  [preferences.map(({ source }) => source), preferences.map(({ local = '' }) => written(local)), preferences.map(({ rank }) => rank)]

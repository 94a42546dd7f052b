import type { SourceName } from '../files.ts'
import type { Cells } from '../feed-writer.ts'

/** Tells one system's export of one happening. */
export type Tell = (source: SourceName, at: number, cells: Cells) => void

/** A word as the people of a country write it; the model's vocabulary knows them all. */
export const inWords = (country: string, words: { readonly de: string; readonly en: string; readonly zh: string }): string => {
  if (country === 'CN') return words.zh
  return country === 'DE' || country === 'AT' ? words.de : words.en
}

import type { Ref } from './ref.ts'

/**
 * What keeps a domain from being MET, as it is kept: words are made of it, and of the rule, when someone asks. `MET`: the entity is not what the rule wants; `KNOWN`: it is not
 * known whether it is; `COUNTS`: whether it counts; `APPLIES`: whether the rule concerns the order; `PRESENT`: the entity at a place among those required is not there.
 */
export type Missing =
  | { readonly lacks: 'MET' | 'KNOWN' | 'COUNTS'; readonly ref: Ref; /** Its state; null: sources disagree; absent: none is known. */ readonly local?: string | null }
  | { readonly lacks: 'APPLIES'; readonly ref: Ref }
  | { readonly lacks: 'PRESENT'; readonly place: number }

export const missingProperty = (missing: Missing): string => JSON.stringify(missing)
/** Of what missingProperty made. */
export const missingOfProperty = (text: string): Missing => JSON.parse(text) as Missing

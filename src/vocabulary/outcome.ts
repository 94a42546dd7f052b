/** What a definition version says of an order, in one domain or unified. */
export type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN' | 'NOT_APPLICABLE'
export const OUTCOMES: readonly Outcome[] = ['MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE']
/** As the journal keeps them. */
export const LETTER_OF: Readonly<Record<Outcome, string>> = { MET: 'M', NOT_MET: 'N', UNKNOWN: 'U', NOT_APPLICABLE: 'A' }

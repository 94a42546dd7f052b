/** What a definition version says of an order, in one domain or unified. */
export type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN' | 'NOT_APPLICABLE'

/** What a definition version says of an order, in one domain or unified. */
export type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN' | 'NOT_APPLICABLE'
export const OUTCOMES: readonly Outcome[] = ['MET', 'NOT_MET', 'UNKNOWN', 'NOT_APPLICABLE']
/** As the journal keeps them. */
export const LETTER_OF: Readonly<Record<Outcome, string>> = { MET: 'M', NOT_MET: 'N', UNKNOWN: 'U', NOT_APPLICABLE: 'A' }
const OUTCOME_OF: ReadonlyMap<string, Outcome> = new Map(OUTCOMES.map((outcome) => [LETTER_OF[outcome], outcome]))
export const outcomeOfLetter = (letter: string): Outcome => OUTCOME_OF.get(letter) ?? 'UNKNOWN'
/** A stage is kept as its place on the scale, a letter; '?' where nobody knows it. */
export const letterOfStage = (scale: readonly string[], stage: string | undefined): string => (stage === undefined ? '?' : String.fromCharCode(0x61 + scale.indexOf(stage)))
export const stageOfLetter = (scale: readonly string[], letter: string): string | undefined => scale[letter.charCodeAt(0) - 0x61]

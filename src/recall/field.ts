/** Why a field that a rule asks for is empty. A file never leaves one blank. */
export const MISSING_REASONS = {
  NOT_MODELLED: 'the model has no attribute for it',
  NOT_TOLD: 'no record says it',
  HELD_ELSEWHERE: 'kept elsewhere',
  IN_DISPUTE: 'sources disagree',
  WITHHELD: 'withheld by policy',
} as const
export type MissingReason = keyof typeof MISSING_REASONS

/**
 * One thing that a rule asks for: said, with who said it; missing, with why, perhaps with whom it is kept (`note`) and until when it will be told
 * (21 CFR 806.10(c)(13)); refused by the patient (21 CFR 821.55(a)); or not applicable, as an explant is of what was never taken out.
 */
export type Field =
  | { readonly value: string; readonly source: string }
  | { readonly missing: MissingReason; readonly note?: string; readonly until?: string }
  | { readonly refused: true }
  | { readonly notApplicable: string }

/** The field as a cell for people. What stands in brackets is not a value: it has no source. */
export const fieldText = (field: Field): string => {
  if ('value' in field) return field.value
  if ('refused' in field) return '[refused by the patient]'
  if ('notApplicable' in field) return `[does not apply: ${field.notApplicable}]`
  const until = field.until === undefined ? '' : `, to be told by ${field.until}`
  return `[missing: ${MISSING_REASONS[field.missing]}${field.note === undefined ? '' : `: ${field.note}`}${until}]`
}

/** Who said it; empty where nobody did. */
export const sourceText = (field: Field): string => ('value' in field ? field.source : '')

const eachOnce = (texts: readonly string[]): string => [...new Set(texts)].join('; ')

/** Several fields in one cell: what is said of any, each text and source once; where nothing is, the first; of none, what is given instead. */
export const joinFields = (fields: readonly Field[], none: Field): Field => {
  const said = fields.filter((field) => 'value' in field)
  if (said.length > 0) return { value: eachOnce(said.map(({ value }) => value)), source: eachOnce(said.map(({ source }) => source)) }
  return fields[0] ?? none
}

/** What is asked for only where something happened: of what no record says happened, it does not apply. What the model cannot know stays missing. */
export const ifHappened = (field: Field, happened: boolean): Field =>
  !happened && 'missing' in field && field.missing === 'NOT_TOLD' ? { notApplicable: 'no record of it' } : field

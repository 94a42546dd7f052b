import type { UdiFlag } from './udi-flags.ts'

/** Whose rules a text follows. `bare`: a DI, lot or serial number that stands alone, or a text that follows nobody's. */
export type IssuingAgency = 'GS1' | 'HIBCC' | 'ICCBBA' | 'bare'

export type UdiForm =
  | 'gs1-bracketed' | 'gs1-raw' | 'gs1-link' | 'gs1-link-compressed'
  | 'hibc-primary' | 'hibc-secondary' | 'hibc-concatenated' | 'hibc-pas'
  | 'isbt-128' | 'isbt-128-compound'
  | 'bare-di' | 'bare-lot' | 'bare-serial' | 'bare'

/** `check`: a check character. `link`: HIBC's character that leads to the primary. `unread`: what could not be made out. */
export type UdiPartKind = 'di' | 'lot' | 'serial' | 'production' | 'expiry' | 'donation' | 'quantity' | 'check' | 'link' | 'other' | 'unread'

/** A date of a label. The day is the last of the month where the label has none: HIBC's MMYY, GS1's day 00. */
export interface UdiDate {
  /** ISO 8601: 2026-02-28. */
  readonly date: string
  readonly precision: 'month' | 'day' | 'time'
  /** 22:00, with Z where the standard says GMT (HIBC), else local to whoever printed the label. */
  readonly time?: string
}

/** One part of a text, as it stands there and as it is read. `text.slice(at, at + raw.length) === raw`. */
export interface UdiPart {
  /** The application identifier or data identifier in front of it: `17`, `$$3`, `16D`, `=>`; empty where the form has none. */
  readonly id: string
  readonly title: string
  readonly kind: UdiPartKind
  readonly raw: string
  readonly at: number
  /** Without escapes and padding: a GTIN has 14 digits. A date stands as its label has it; `date` says which day that is. */
  readonly value: string
  readonly date?: UdiDate
}

/** A text on a label, read as far as it is sound. Plain and frozen; what is wrong with it stands in `flags`. */
export interface ParsedUdi {
  readonly text: string
  readonly agency: IssuingAgency
  readonly form: UdiForm
  /** The scanner's symbology identifier, `]d2`. */
  readonly symbology?: string
  /** GTIN in 14 digits; HIBC's LIC, PCN and unit of measure; ISBT 128's sixteen characters; the text itself where it is a bare DI. */
  readonly di?: string
  readonly lot?: string
  readonly serial?: string
  readonly production?: UdiDate
  readonly expiry?: UdiDate
  /** ISBT 128's donation identification number, with its flag characters. */
  readonly donation?: string
  readonly quantity?: number
  /** GTIN-14's indicator digit, or HIBC's unit of measure; 0: the unit itself. */
  readonly packagingLevel?: number
  /** In the order of the text. */
  readonly parts: readonly UdiPart[]
  readonly flags: readonly UdiFlag[]
}

/** What one reader makes of a text or a piece of it. */
export interface Reading {
  readonly parts: readonly UdiPart[]
  readonly flags: readonly UdiFlag[]
}
export const NOTHING_READ: Reading = { parts: [], flags: [] }
export const joined = (readings: readonly Reading[]): Reading => ({ parts: readings.flatMap(({ parts }) => parts), flags: readings.flatMap(({ flags }) => flags) })

/** What somebody knows of a text that no text says. */
export interface UdiContext {
  /** Two-digit years are read as of this year: GS1 General Specifications 7.12. */
  readonly now: Date
  /** What a text of no agency's form is. */
  readonly bare?: 'di' | 'lot' | 'serial'
}

import type { IssuingAgency, ParsedUdi, UdiDate, UdiForm, UdiPart } from '../identifiers/parsed-udi.ts'
import type { UdiFlag } from '../identifiers/udi-flags.ts'
import { bold, faint, harmless } from './terminal.ts'

const FORMS: Readonly<Record<UdiForm, string>> = {
  'gs1-bracketed': 'element string in brackets', 'gs1-raw': 'raw element string', 'gs1-link': 'Digital Link', 'gs1-link-compressed': 'compressed Digital Link',
  'hibc-primary': 'HIBC primary', 'hibc-secondary': 'HIBC secondary', 'hibc-concatenated': 'HIBC primary and secondary', 'hibc-pas': 'HIBC of a provider',
  'isbt-128': 'ISBT 128', 'isbt-128-compound': 'ISBT 128 compound message', 'bare-di': 'DI alone', 'bare-lot': 'lot alone', 'bare-serial': 'serial number alone', bare: 'no known form',
}
const AGENCIES: Readonly<Record<IssuingAgency, string>> = { GS1: 'GS1', HIBCC: 'HIBCC', ICCBBA: 'ICCBBA', bare: '' }

export interface ReadUdi extends ParsedUdi {
  readonly canonical: string
  /** Where the reader's text differs; undefined: none was given. */
  readonly compared?: readonly UdiFlag[]
}

const dayText = ({ date, precision, time }: UdiDate): string => (time === undefined ? `${date}${precision === 'month' ? ' (the month\'s last day)' : ''}` : `${date} ${time}`)
/** A character that a terminal does not show as itself has its picture. */
const shown = (text: string): string => harmless(text.replaceAll(' ', '␠'))

const partLine = ({ id, title, kind, value, date }: UdiPart, widths: readonly [number, number]): string => {
  const said = kind === 'other' || kind === 'check' || kind === 'link' ? '' : kind === 'unread' ? 'not read' : kind
  return `  ${shown(id).padEnd(widths[0])}  ${shown(value).padEnd(widths[1])}  ${[title, said, ...(date === undefined ? [] : [dayText(date)])].filter((word) => word !== '').join(' · ')}`.trimEnd()
}
const flagLine = ({ code, text }: UdiFlag): string => `  ! ${code}: ${harmless(text)}`

/** A text read, as people read it: whose form it is, every part with what stands there, what is wrong, the canonical text. */
export const udiLines = ({ text, agency, form, symbology, parts, flags, canonical, compared }: ReadUdi): readonly string[] => {
  const widths = [Math.max(0, ...parts.map(({ id }) => id.length)), Math.max(0, ...parts.map(({ value }) => value.length))] as const
  return [
    bold(harmless(text)),
    `  ${[AGENCIES[agency], FORMS[form], symbology].filter((word) => word !== '' && word !== undefined).join(' · ')}`,
    ...parts.map((part) => partLine(part, widths)),
    faint(`  canonical: ${harmless(canonical)}`),
    ...[...flags, ...compared ?? []].map(flagLine),
  ]
}

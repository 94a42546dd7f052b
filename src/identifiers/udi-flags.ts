/** What can be wrong with a text on a label, as data. A flag never stops the reading: what is sound is read, what is not is named. */
const texts = {
  TEXT_EMPTY: (_: Record<never, never>) => 'There is nothing to read.',
  FORM_UNKNOWN: (_: Record<never, never>) => 'The text has no issuing agency\'s form; nothing in it says whether it is a DI, a lot or a serial number.',
  FORMS_MIXED: (p: { first: string; second: string }) => `The text begins as ${p.first} and goes on as ${p.second}.`,
  CHECK_WRONG: (p: { of: string; given: string; wanted: string }) => `The check character of ${p.of} is '${p.given}', wanted '${p.wanted}': a character was misread, or the check character is missing.`,
  DATE_IMPOSSIBLE: (p: { of: string; value: string }) => `${p.of} is '${p.value}', which is no day of the calendar.`,
  VALUE_IMPOSSIBLE: (p: { of: string; value: string; wanted: string }) => `${p.of} is '${p.value}', wanted: ${p.wanted}.`,
  CHARACTERS_OUTSIDE: (p: { of: string; characters: string; set: string }) => `${p.of} has ${p.characters}, which ${p.set} does not hold.`,
  LENGTH_OVER: (p: { of: string; given: number; most: number }) => `${p.of} has ${p.given} characters, at most ${p.most} are allowed.`,
  LENGTH_UNDER: (p: { of: string; given: number; least: number }) => `${p.of} has ${p.given} characters, at least ${p.least} are wanted.`,
  DI_PADDED: (p: { given: number }) => `The GTIN has ${p.given} digits where 14 are wanted; zeros were put in front.`,
  IDENTIFIER_UNKNOWN: (p: { id: string }) => `'${p.id}' is no identifier that the standard knows.`,
  PART_REPEATED: (p: { of: string; first: string; second: string }) => `${p.of} stands there twice, as '${p.first}' and as '${p.second}'.`,
  SEPARATOR_MISSING: (p: { of: string; value: string; rest: string }) => `${p.of} is longer than it may be, and the only sound reading is '${p.value}' followed by '${p.rest}': the separator (FNC1) between them is missing.`,
  SEPARATOR_DOUBTFUL: (p: { of: string; value: string; other: string; rest: string }) => `The text has no separators, so ${p.of} may be '${p.value}' or '${p.other}' followed by '${p.rest}'.`,
  LINK_COMPRESSED: (_: Record<never, never>) => 'The Digital Link is compressed; its parts are not read. Expand it with a resolver first.',
  LINK_UNSOUND: (p: { why: string }) => `The Digital Link is not as the standard wants it: ${p.why}.`,
  LINK_CHARACTER_WRONG: (p: { given: string; wanted: string }) => `The link character of the secondary is '${p.given}', the primary's check character is '${p.wanted}': they may be of two labels.`,
  COUNT_WRONG: (p: { said: number; found: number }) => `The compound message says that it holds ${p.said} structures, and holds ${p.found}.`,
  DATA_LEFT: (p: { rest: string }) => `'${p.rest}' could not be made out.`,
  READABLE_CONTRADICTS: (p: { of: string; machine: string; human: string }) => `${p.of} is '${p.machine}' to the machine and '${p.human}' to the reader.`,
  READABLE_LACKS: (p: { of: string; machine: string }) => `${p.of} is '${p.machine}' to the machine and not given to the reader.`,
  MACHINE_LACKS: (p: { of: string; human: string }) => `${p.of} is '${p.human}' to the reader and not given to the machine.`,
} as const

export type UdiFlagCode = keyof typeof texts
type ParametersOf<C extends UdiFlagCode> = Parameters<(typeof texts)[C]>[0]

/** Codes are permanent; the text is for people. */
export interface UdiFlag {
  readonly code: UdiFlagCode
  /** Where in the text. */
  readonly at: number
  readonly text: string
  readonly parameters: Readonly<Record<string, string | number>>
}

export const UDI_FLAG_CODES = Object.keys(texts) as readonly UdiFlagCode[]

const MOST_SHOWN = 100
const shown = (value: string | number): string | number => (typeof value === 'string' && value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…` : value)

export const udiFlag = <C extends UdiFlagCode>(code: C, at: number, parameters: ParametersOf<C>): UdiFlag => {
  const given = Object.fromEntries(Object.entries(parameters as Readonly<Record<string, string | number>>).map(([name, value]) => [name, shown(value)]))
  return { code, at, text: (texts[code] as (p: Readonly<Record<string, string | number>>) => string)(given), parameters: given }
}

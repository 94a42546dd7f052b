import { CHARACTER_SETS, charactersOutside, hibcCheckCharacter } from './check-digits.ts'
import { readHibcSecondary } from './hibc-secondary.ts'
import { joined, NOTHING_READ, type Reading, type UdiForm, type UdiPart } from './parsed-udi.ts'
import { udiFlag, type UdiFlag } from './udi-flags.ts'

export const isHibc = (text: string): boolean => /^\*?\+[A-Z0-9$/]/i.test(text)

export interface HibcReading extends Reading {
  readonly form: UdiForm & `hibc-${string}`
}

const LONGEST_PRODUCT = 18

/** LIC, PCN and unit of measure: ANSI/HIBC 2.6 section 2.1. Together they are the DI, without + and check character. */
const readPrimary = (text: string, at: number): Reading => {
  const [lic, pcn, unit] = [text.slice(0, 4), text.slice(4, -1), text.length > 4 ? text.slice(-1) : '']
  const part = (id: string, title: string, raw: string, from: number): UdiPart => ({ id, title, kind: 'di', raw, at: at + from, value: raw })
  const flags: UdiFlag[] = []
  const characters = charactersOutside(text, CHARACTER_SETS.H.allowed)
  if (characters !== '') flags.push(udiFlag('CHARACTERS_OUTSIDE', at, { of: 'The primary', characters, set: CHARACTER_SETS.H.name }))
  if (!/^[A-Z]/i.test(lic)) flags.push(udiFlag('VALUE_IMPOSSIBLE', at, { of: 'LIC', value: lic, wanted: 'a letter in front' }))
  if (pcn.length > LONGEST_PRODUCT) flags.push(udiFlag('LENGTH_OVER', at + 4, { of: 'PCN', given: pcn.length, most: LONGEST_PRODUCT }))
  if (pcn === '') flags.push(udiFlag('LENGTH_UNDER', at + 4, { of: 'PCN', given: 0, least: 1 }))
  if (!/^\d$/.test(unit)) flags.push(udiFlag('VALUE_IMPOSSIBLE', at + text.length - 1, { of: 'U/M', value: unit, wanted: 'a digit' }))
  return { parts: [part('LIC', 'LABELER', lic, 0), part('PCN', 'PRODUCT OR CATALOG NUMBER', pcn, 4), part('U/M', 'UNIT OF MEASURE', unit, text.length - 1)].filter(({ raw }) => raw !== ''), flags }
}

/** Provider Applications Standard: what and where it marks, and the data; kept as they are. */
const readProvider = (text: string, at: number): Reading => {
  let place = at
  return joined(text.split('/').map((raw) => {
    const part: UdiPart = { id: '', title: 'PROVIDER APPLICATION', kind: 'other', raw, at: place, value: raw }
    place += raw.length + 1
    return { parts: raw === '' ? [] : [part], flags: [] }
  }))
}

const checkPart = (raw: string, at: number): UdiPart => ({ id: '', title: 'CHECK CHARACTER', kind: 'check', raw, at, value: raw === '_' || raw === '' ? ' ' : raw })

interface Checked extends Reading {
  /** What stands before the check character. */
  readonly body: string
}

/** The last character is checked against all before it. It may be a space: then it is printed as an underscore, and lost where blanks are cut off: a primary then ends in its unit of measure. */
const readCheck = (text: string, at: number): Checked => {
  const [body, given] = [text.slice(0, -1), text.slice(-1)]
  const wanted = hibcCheckCharacter(body)
  const mayEnd = /^\+[A-Z][^/]*$/i.test(text) ? /\d$/.test(text) : !text.endsWith('/')
  if (wanted !== (given === '_' ? ' ' : given) && mayEnd && hibcCheckCharacter(text) === ' ') return { body: text, parts: [checkPart('', at + text.length)], flags: [] }
  const part = checkPart(given, at + body.length)
  return { body, parts: [part], flags: wanted === undefined || wanted === part.value ? [] : [udiFlag('CHECK_WRONG', part.at, { of: `'${text}'`, given: part.value, wanted })] }
}

const readSecondaryAlone = (body: string, at: number, now: Date): Reading => {
  const raw = body.slice(-1)
  return joined([readHibcSecondary(body.slice(0, -1), at, now), { parts: [{ id: '', title: 'LINK CHARACTER', kind: 'link', raw, at: at + body.length - 1, value: raw === '_' ? ' ' : raw }], flags: [] }])
}

/** One HIBC symbol: + in front, its check character at the end, perhaps between asterisks as people read it. */
export const readHibc = (text: string, at: number, now: Date): HibcReading => {
  const inner = text.replace(/^\*/, '').replace(/\*$/, '')
  const start = at + (text.startsWith('*') ? 1 : 0)
  const lower = /[a-z]/.test(inner) ? [udiFlag('CHARACTERS_OUTSIDE', start, { of: 'The text', characters: charactersOutside(inner.replace(/[^a-z]/g, ''), /[^a-z]/), set: 'HIBC\'s character set' })] : []
  const checked = readCheck(inner, start)
  const body = checked.body.slice(1)
  const read = (form: HibcReading['form'], ...readings: readonly Reading[]): HibcReading => ({ form, ...joined([{ parts: [], flags: lower }, ...readings, checked]) })
  if (body.startsWith('/')) return read('hibc-pas', readProvider(body.slice(1), start + 2))
  if (/^[$0-9]/.test(body)) return read('hibc-secondary', readSecondaryAlone(body, start + 1, now))
  const slash = body.indexOf('/')
  if (slash < 0) return read('hibc-primary', readPrimary(body, start + 1))
  return read('hibc-concatenated', readPrimary(body.slice(0, slash), start + 1), readHibcSecondary(body.slice(slash + 1), start + slash + 2, now))
}

/** A secondary's link character repeats its primary's check character. */
export const checkLink = (primary: Reading, secondary: Reading): Reading => {
  const [wanted, link] = [primary.parts.find(({ kind }) => kind === 'check'), secondary.parts.find(({ kind }) => kind === 'link')]
  return wanted === undefined || link === undefined || wanted.value === link.value ? NOTHING_READ : { parts: [], flags: [udiFlag('LINK_CHARACTER_WRONG', link.at, { given: link.value, wanted: wanted.value })] }
}

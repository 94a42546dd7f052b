import { readEpcUrn } from './epc-urn.ts'
import { checkDigit, fillGtin, GS1_KEYS, GS1_QUALIFIERS, type Gs1Read, type Gs1Values } from './gs1-keys.ts'

/**
 * One GS1 identifier however it is written: an EPC URN (`urn:epc:id:…`, `urn:epc:class:…`, `urn:epc:idpat:…` of one class; EPC Tag Data Standard 2.1,
 * sections 6 and 8), a GS1 Digital Link URI of whatever host and version, uncompressed, or an element string in brackets. URNs lack check digits, which
 * are worked out; where URNs divide company prefix from reference, the others do not, so the way goes from URN to values and never back.
 */
export const readGs1 = (given: string): Gs1Read => {
  const text = given.trim()
  if (/^urn:epc:/i.test(text)) return checked(readEpcUrn(text))
  if (/^https?:\/\//i.test(text)) return readDigitalLink(text)
  return text.startsWith('(') ? readElementString(text) : undefined
}

/** Lots and serial numbers say which one; how it is addressed beside that (a lot beside a serial, a version beside either) is no other identity. */
const NAMES_ALONE: readonly (readonly [key: string, names: readonly string[]])[] = [['01', ['21', '235', '10', '22']], ['8006', ['21', '10', '22']]]

/** The one form of an identifier: the element string of its key and of what says which one, as `(01)09506000134352(21)S1`. */
export const canonicalGs1 = (values: Gs1Values): string => {
  const key = [...values.keys()].find((ai) => Object.hasOwn(GS1_KEYS, ai)) ?? ''
  const alone = NAMES_ALONE.find(([of]) => of === key)?.[1].filter((ai) => values.has(ai)).slice(0, 1)
  const parts = alone ?? GS1_KEYS[key]?.qualifiers.filter((ai) => values.has(ai)) ?? []
  return [key, ...parts].map((ai) => `(${ai})${values.get(ai) ?? ''}`).join('')
}

/** Key and qualifiers held against what GS1 says of them. */
const checked = (read: Gs1Read): Gs1Read => {
  if (read?.ok !== true) return read
  for (const [ai, value] of read.values) {
    const key = GS1_KEYS[ai]
    const form = key?.value ?? GS1_QUALIFIERS[ai]?.value
    if (form !== undefined && !form.test(value)) return { ok: false, reason: `'${value.slice(0, 60)}' is no value of (${ai})` }
    if (key?.checked === undefined) continue
    const digits = value.slice(...key.checked)
    const right = checkDigit(digits.slice(0, -1))
    if (digits.at(-1) !== right) return { ...read, wrongCheck: `the check digit of (${ai})${value.slice(0, 60)} is ${String(digits.at(-1))}, not ${right}` }
  }
  return read
}

/** Named keys of Digital Link 1.1, and numbers themselves. */
const aiOf = (step: string, table: Readonly<Record<string, { readonly name?: string }>>): string | undefined =>
  Object.hasOwn(table, step) ? step : Object.keys(table).find((ai) => table[ai]?.name === step)

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Of a path what begins with a key and goes on in pairs to its end; whatever else is another page of the web. */
const readDigitalLink = (text: string): Gs1Read => {
  const [, host = '', path = '', query = ''] = /^https?:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(text) ?? []
  const steps = path.replace(/\/$/, '').split('/').slice(1)
  for (let n = 0; n + 1 < steps.length; n += 1) {
    const values = pairsFrom(steps.slice(n))
    if (values === undefined) continue
    for (const pair of query.split(/[&;]/)) {
      const [ai = '', value = ''] = pair.split('=').map(decoded)
      if (/^\d{2,4}$/.test(ai) && value !== '' && !values.has(ai)) values.set(ai, value)
    }
    return checked({ ok: true, values })
  }
  return host.toLowerCase() === GS1_HOST ? { ok: false, reason: `'${text.slice(0, 80)}' is no Digital Link of a GS1 key` } : undefined
}

/** Nothing else stands there than identifiers. */
const GS1_HOST = 'id.gs1.org'

const pairsFrom = (steps: readonly string[]): Map<string, string> | undefined => {
  const key = aiOf(steps[0] ?? '', GS1_KEYS)
  if (key === undefined || steps.length % 2 !== 0) return undefined
  const values = new Map<string, string>()
  for (let n = 0; n < steps.length; n += 2) {
    const ai = n === 0 ? key : aiOf(steps[n] ?? '', GS1_QUALIFIERS)
    const value = decoded(steps[n + 1] ?? '')
    if (ai === undefined || value === undefined || values.has(ai) || (n > 0 && GS1_KEYS[key]?.qualifiers.includes(ai) !== true)) return undefined
    values.set(ai, ai === '01' ? fillGtin(value) : value)
  }
  return GS1_KEYS[key]?.value.test(values.get(key) ?? '') === true ? values : undefined
}

/** `(01)…(10)…`: a bracket opens the next one only where digits and a closing bracket follow. */
const readElementString = (text: string): Gs1Read => {
  const values = new Map<string, string>()
  const parts = text.split(/\((\d{2,4})\)/)
  if (parts[0] !== '' || parts.length < 3) return undefined
  for (let n = 1; n < parts.length; n += 2) {
    const ai = parts[n] ?? ''
    const value = (parts[n + 1] ?? '').trim()
    if (values.has(ai)) return { ok: false, reason: `(${ai}) stands in it twice` }
    values.set(ai, ai === '01' ? fillGtin(value) : value)
  }
  return [...values.keys()].some((ai) => Object.hasOwn(GS1_KEYS, ai)) ? checked({ ok: true, values }) : undefined
}

import { findApplicationIdentifier } from './application-identifiers.ts'
import { readElement, type Element } from './gs1-element.ts'
import { joined, type Reading, type UdiForm } from './parsed-udi.ts'
import { udiFlag } from './udi-flags.ts'

export const isLink = (text: string): boolean => /^https?:\/\//i.test(text)

/** Names that version 1.0 of the standard allowed in the place of identifiers. */
const NAMES: Readonly<Record<string, string>> = { gtin: '01', sscc: '00', cpv: '22', lot: '10', ser: '21' }
const identifierOf = (segment: string): string => NAMES[segment] ?? segment

interface Segment {
  readonly text: string
  readonly at: number
}

/** Pieces between marks, with their places. */
const split = (text: string, mark: string, at: number): readonly Segment[] => {
  let place = at
  return text.split(mark).map((piece) => {
    const segment = { text: piece, at: place }
    place += piece.length + mark.length
    return segment
  })
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const readPair = (id: string, { text, at }: Segment, now: Date): Reading => {
  const value = decoded(text)
  const element: Element = { id, raw: text, at, value: value ?? text }
  const reading = readElement(element, now, true)
  return value === undefined ? { ...reading, flags: [udiFlag('LINK_UNSOUND', at, { why: `'${text}' has a % that begins no character` }), ...reading.flags] } : reading
}

/** The primary key furthest to the right, behind which only pairs stand. */
const findKey = (segments: readonly Segment[]): number => {
  for (let place = segments.length - 2; place >= 0; place -= 2) {
    const id = identifierOf(segments[place]?.text ?? '')
    if (findApplicationIdentifier(id)?.qualifiers !== undefined) return place
    if (!/^\d+$/.test(id)) return -1
  }
  return -1
}

/** Qualifiers come in the order of the standard, and only those of the key. */
const orderFlags = (ids: readonly string[], at: number): Reading['flags'] => {
  const [key = '', ...qualifiers] = ids
  const alternatives = findApplicationIdentifier(key)?.qualifiers ?? []
  const inOrder = (allowed: readonly string[]): boolean => qualifiers.every((id, index) => allowed.includes(id) && (index === 0 || allowed.indexOf(qualifiers[index - 1] ?? '') < allowed.indexOf(id)))
  if (qualifiers.length === 0 || alternatives.some(inOrder)) return []
  return [udiFlag('LINK_UNSOUND', at, { why: `behind (${key}) its path may have ${alternatives.map((one) => one.join(', ')).join(' or ') || 'nothing'} in this order, and has ${qualifiers.join(', ')}` })]
}

const readPath = (segments: readonly Segment[], now: Date): Reading => {
  const pairs = Array.from({ length: segments.length / 2 }, (_, index) => ({ id: identifierOf(segments[index * 2]?.text ?? ''), value: segments[index * 2 + 1] as Segment }))
  const order = orderFlags(pairs.map(({ id }) => id), segments[0]?.at ?? 0)
  return joined([{ parts: [], flags: order }, ...pairs.map(({ id, value }) => readPair(id, value, now))])
}

/** Parameters whose name is no number are somebody else's. */
const readQuery = (text: string, at: number, now: Date): Reading =>
  joined(split(text, '&', at).flatMap((piece) => {
    const [, id, value = ''] = /^(\d+)=(.*)$/s.exec(piece.text) ?? []
    return id === undefined ? [] : [readPair(id, { text: value.replaceAll('+', '%20'), at: piece.at + id.length + 1 }, now)].map((reading) => ({ ...reading, parts: reading.parts.map((part) => ({ ...part, raw: value })) }))
  }))

export interface LinkReading extends Reading {
  readonly form: UdiForm & ('gs1-link' | 'gs1-link-compressed')
}

/** A GS1 Digital Link URI. One that is compressed, wholly or behind its key, says so, with the key where it stands in plain. */
export const readLink = (text: string, at: number, now: Date): LinkReading => {
  const [, before = '', path = '', query = ''] = /^(https?:\/\/[^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(text) ?? []
  const whole = split(path, '/', at + before.length).slice(1)
  const endsInSlash = whole.at(-1)?.text === ''
  const segments = endsInSlash ? whole.slice(0, -1) : whole
  const slash: Reading = { parts: [], flags: endsInSlash ? [udiFlag('LINK_UNSOUND', at + text.length - 1, { why: 'it ends in a slash' })] : [] }
  const asked = readQuery(query, at + before.length + path.length + 1, now)
  const key = findKey(segments)
  if (key >= 0) return { form: 'gs1-link', ...joined([readPath(segments.slice(key), now), slash, asked]) }
  const last = segments.at(-1)
  const unread: Reading = last === undefined ? joined([]) : { parts: [{ id: '', title: '', kind: 'unread', raw: last.text, at: last.at, value: last.text }], flags: [] }
  if (last === undefined || !/^[-_0-9A-Za-z]{8,}$/.test(last.text)) {
    return { form: 'gs1-link', ...joined([{ parts: [], flags: [udiFlag('LINK_UNSOUND', at, { why: 'no primary key such as /01/ with a GTIN stands in its path' })] }, unread, slash, asked]) }
  }
  const plain = findKey(segments.slice(0, -1))
  const inPlain = plain < 0 ? [] : [readPath(segments.slice(plain, -1), now)]
  return { form: 'gs1-link-compressed', ...joined([...inPlain, unread, { parts: [], flags: [udiFlag('LINK_COMPRESSED', last.at, {})] }, asked]) }
}

import { identifierAt, mostLength, type ApplicationIdentifier } from './application-identifiers.ts'
import { readElement } from './gs1-element.ts'
import { joined, type Reading } from './parsed-udi.ts'
import { udiFlag } from './udi-flags.ts'

/** FNC1 as scanners send it (GS), as it is drawn, and as people and tools write it. None of these is in GS1's character set 82 as such. */
const SEPARATOR = /\u001d|\u241d|<GS>|\{GS\}|<FNC1>|\[FNC1\]|\^/
/** Looked for from a place on; `matchAll` would begin at the place that the last search left, so it has one of its own. */
const NEXT_SEPARATOR = new RegExp(SEPARATOR.source, 'g')
const EVERY_SEPARATOR = new RegExp(SEPARATOR.source, 'g')
export const hasSeparator = (text: string): boolean => SEPARATOR.test(text)
/** The ends of a value, without separators that stand there needlessly: GS1 General Specifications 7.8.6.3 has them tolerated. */
export const withoutSeparators = (text: string): string => {
  if (!SEPARATOR.test(text)) return text
  const marks = [...text.matchAll(EVERY_SEPARATOR)]
  let [from, to] = [0, text.length]
  for (const { index, 0: mark } of marks) if (index === from) from += mark.length
  for (const { index, 0: mark } of marks.toReversed()) if (index + mark.length === to && index >= from) to = index
  return text.slice(from, to)
}

/** Beyond it no value is looked through for a separator that is missing. */
const LONGEST_SEARCHED = 200
/** What production identifiers begin with: a lot that is followed by another lot is none. */
const PRODUCTION: ReadonlySet<string> = new Set(['10', '11', '17', '21'])

interface Asked {
  readonly now: Date
  /** Separators can be trusted: the text has some, or came from a scanner that says so. */
  readonly trusted: boolean
  /** Only a reading without any flag counts, and none is looked for in pieces. */
  readonly strict?: boolean
}

/** Where a value may end and other identifiers begin, so that both are sound. */
const otherReadings = (identifier: ApplicationIdentifier, value: string, seen: ReadonlySet<string>, now: Date): readonly { readonly head: string; readonly tail: string }[] => {
  if (value.length > LONGEST_SEARCHED) return []
  return Array.from({ length: Math.min(value.length - 2, mostLength(identifier)) }, (_, place) => ({ head: value.slice(0, place + 1), tail: value.slice(place + 1) })).filter(({ head, tail }) => {
    const next = identifierAt(tail, 0)
    if (next === undefined || seen.has(next.ai) || !PRODUCTION.has(next.ai)) return false
    return readElement({ id: identifier.ai, raw: head, at: 0, value: head }, now).flags.length === 0 && readRaw(tail, 0, { now, trusted: true, strict: true }).flags.length === 0
  })
}

/** A value of no fixed length goes on to the separator; where that cannot be, to where the only other sound reading begins. */
const readVariable = (identifier: ApplicationIdentifier, value: string, at: number, seen: ReadonlySet<string>, asked: Asked): Reading => {
  const whole = (): Reading => readElement({ id: identifier.ai, raw: value, at, value }, asked.now)
  if (asked.strict === true) return whole()
  const of = `(${identifier.ai}) ${identifier.title}`
  if (value.length > mostLength(identifier)) {
    const [only, ...others] = otherReadings(identifier, value, seen, asked.now)
    if (only === undefined || others.length > 0) return whole()
    const { head, tail } = only
    return joined([
      readElement({ id: identifier.ai, raw: head, at, value: head }, asked.now),
      { parts: [], flags: [udiFlag('SEPARATOR_MISSING', at + head.length, { of, value: head, rest: tail })] },
      readRaw(tail, at + head.length, asked),
    ])
  }
  const [other] = asked.trusted ? [] : otherReadings(identifier, value, seen, asked.now)
  return other === undefined ? whole() : joined([whole(), { parts: [], flags: [udiFlag('SEPARATOR_DOUBTFUL', at, { of, value, other: other.head, rest: other.tail })] }])
}

/** A raw element string, GS1 General Specifications 7.8: identifiers that stand behind each other, a separator after each whose length is not fixed. */
export const readRaw = (text: string, at: number, asked: Asked): Reading => {
  const readings: Reading[] = []
  const seen = new Set<string>()
  let place = 0
  while (place < text.length) {
    NEXT_SEPARATOR.lastIndex = place
    const separator = NEXT_SEPARATOR.exec(text)
    if (separator?.index === place) {
      place += separator[0].length
      continue
    }
    const end = separator?.index ?? text.length
    const identifier = identifierAt(text, place)
    if (identifier === undefined) {
      const rest = text.slice(place, end)
      readings.push({ parts: [{ id: '', title: '', kind: 'unread', raw: rest, at: at + place, value: rest }], flags: [udiFlag('DATA_LEFT', at + place, { rest })] })
      place = end
      continue
    }
    const start = place + identifier.ai.length
    const stop = identifier.fixed ? Math.min(end, start + mostLength(identifier)) : end
    const value = text.slice(start, stop)
    readings.push(identifier.fixed ? readElement({ id: identifier.ai, raw: value, at: at + start, value }, asked.now) : readVariable(identifier, value, at + start, new Set([...seen, identifier.ai]), asked))
    seen.add(identifier.ai)
    place = stop
  }
  return joined(readings)
}

import type { NearMatch } from '../vocabulary/recall.ts'
import { byRef, type Ref } from '../vocabulary/ref.ts'
import { MOST_CHANGES } from './delta.ts'
import { nearKeys, nearReasons, type NearReason } from './near-texts.ts'

/** Somebody known by a text. */
export interface Bearer {
  readonly ref: Ref
  readonly value: string
}

/** One character of difference tells one lot of a series from the next: it is no slip by itself. */
const OWN: readonly NearReason[] = ['ONE_CHARACTER']

/** The reason of one that was accepted and that a later scope is not about: it is there until it is in the scope, or rejected. */
export const ACCEPTED_BEFORE = 'ACCEPTED_BEFORE'

/** Who is known by a text that may be one of those asked for, and is not in the scope already, with why. Cost: each text once, and pairs of those that share a key. */
export const nearMatches = (asked: readonly string[], bearers: readonly Bearer[], isIn: (ref: Ref) => boolean): readonly NearMatch[] => {
  const byKey = new Map<string, string[]>()
  for (const near of asked) for (const key of nearKeys(near)) byKey.set(key, [...byKey.get(key) ?? [], near])
  return bearers.flatMap(({ ref, value }) => isIn(ref) ? [] : [...new Set(nearKeys(value).flatMap((key) => byKey.get(key) ?? []))].flatMap((near) => {
    const reasons = nearReasons({ text: near }, { text: value })
    return reasons.length === 0 || reasons.some((reason) => OWN.includes(reason)) ? [] : [{ entity: ref, near, reason: reasons.join(', ') }]
  }))
}

const keyOf = ({ entity, near, reason }: NearMatch): string => JSON.stringify([entity, near, reason])
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Each candidate once for each text, by ref, for the first of its reasons in the order of their texts: whoever is told of twice is told of alike, in whatever order they were found. */
export const eachOnce = (matches: readonly NearMatch[]): readonly NearMatch[] => {
  const sorted = matches.toSorted((a, b) => byRef(a.entity, b.entity) || byText(a.near, b.near) || byText(a.reason, b.reason))
  return sorted.filter(({ entity, near }, place) => { const before = sorted[place - 1]; return before?.entity !== entity || before.near !== near })
}

/** A near match that has come or gone since a recall was frozen. */
export interface NearMatchChange extends NearMatch {
  readonly kind: 'ADDED' | 'WITHDRAWN'
}

/** How many near matches came or went, and the first of them by ref. */
export interface NearMatchChanges {
  readonly changed: number
  readonly changes: readonly NearMatchChange[]
}

/** Those of one side alone, by ref, at most so many: who is near for another reason than before has gone and come. That one was accepted is as it was. */
export const compareNearMatches = (frozen: readonly NearMatch[], live: readonly NearMatch[], most = MOST_CHANGES): NearMatchChanges => {
  const only = (some: readonly NearMatch[], others: readonly NearMatch[], kind: NearMatchChange['kind']): readonly NearMatchChange[] => {
    const known = new Set(others.map(keyOf))
    return some.filter((match) => !known.has(keyOf(match))).map(({ entity, near, reason }) => ({ kind, entity, near, reason }))
  }
  const changes = [...only(frozen.filter(({ reason }) => reason !== ACCEPTED_BEFORE), live, 'WITHDRAWN'), ...only(live, frozen, 'ADDED')].sort((a, b) => byRef(a.entity, b.entity))
  return { changed: changes.length, changes: changes.slice(0, most) }
}

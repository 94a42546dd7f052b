import type { NearMatch } from '../vocabulary/recall.ts'
import { byRef, type Ref } from '../vocabulary/ref.ts'
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

/** Each candidate once for each text, by ref. */
export const eachOnce = (matches: readonly NearMatch[]): readonly NearMatch[] =>
  [...new Map(matches.map((match) => [`${match.entity} ${match.near}`, match])).values()].sort((a, b) => (a.entity < b.entity ? -1 : a.entity > b.entity ? 1 : a.near < b.near ? -1 : 1))

/** A near match that has come or gone since a recall was frozen. */
export interface NearMatchChange extends NearMatch {
  readonly kind: 'ADDED' | 'WITHDRAWN'
}

/** Those of one side alone, by ref: who is near for another reason than before has gone and come. That one was accepted is as it was. */
export const compareNearMatches = (frozen: readonly NearMatch[], live: readonly NearMatch[]): readonly NearMatchChange[] => {
  const keyOf = ({ entity, near, reason }: NearMatch): string => JSON.stringify([entity, near, reason])
  const only = (some: readonly NearMatch[], others: readonly NearMatch[], kind: NearMatchChange['kind']): readonly NearMatchChange[] => {
    const known = new Set(others.map(keyOf))
    return some.filter((match) => !known.has(keyOf(match))).map(({ entity, near, reason }) => ({ kind, entity, near, reason }))
  }
  return [...only(frozen.filter(({ reason }) => reason !== ACCEPTED_BEFORE), live, 'WITHDRAWN'), ...only(live, frozen, 'ADDED')].sort((a, b) => byRef(a.entity, b.entity))
}

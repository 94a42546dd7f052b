import { byRef, type Ref } from '../vocabulary/ref.ts'
import type { RecallUnit } from '../vocabulary/recall.ts'

const sorted = (refs: readonly Ref[]): readonly Ref[] => (refs.length < 2 ? refs : [...new Set(refs)].sort(byRef))

/** The unit with its lists sorted, each member once. */
export const tidyUnit = (unit: RecallUnit): RecallUnit => ({
  ...unit, lots: sorted(unit.lots), orders: sorted(unit.orders), lines: sorted(unit.lines), consignees: sorted(unit.consignees), subjects: sorted(unit.subjects),
  usedAt: unit.usedAt.length < 2 ? unit.usedAt : [...new Set(unit.usedAt)].sort((a, b) => a - b),
})

/**
 * A unit as the digest of a recall reads it: SHA-256 over the UTF-8 of these lines, in the order of refs by code points. One JSON array, without blanks, and a
 * newline: ref; lots, orders, lines, consignees and subjects, each sorted by code points; times of use in milliseconds since 1970, ascending; disposition, its time
 * (or null), the ref of what says so (or null); whether it is doubtful; whether it is inferred. Texts are escaped as JSON.stringify does. Refs, times and words alone:
 * nothing of a person.
 */
export const canonicalUnit = ({ ref, lots, orders, lines, consignees, subjects, usedAt, disposition, dispositionAt, dispositionBy, isDoubtful, isInferred }: RecallUnit): string =>
  `${JSON.stringify([ref, lots, orders, lines, consignees, subjects, usedAt, disposition, dispositionAt ?? null, dispositionBy ?? null, isDoubtful, isInferred])}\n`

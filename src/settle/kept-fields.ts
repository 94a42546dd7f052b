import type { KeptField } from '../model/entity-type.ts'
import { FATES } from '../vocabulary/graph-property.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { fateText } from '../vocabulary/recall.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Facts } from './facts.ts'
import { fatesOf } from './fates.ts'
import { reachedAlong } from './follow-path.ts'
import type { NodeImage } from './graph-change.ts'
import { attributesAt, historyOf } from './history.ts'

/** What a path leads to at a moment, each once and sorted, as texts: what an attribute holds is read back by its type. An empty text is no value: the importer's files cannot tell a list of it from none. */
const keptAt = (facts: Facts, ref: Ref, { path, attribute }: KeptField, moment: Instant): readonly string[] => {
  const reached = reachedAlong(facts, ref, path, moment)
  if (attribute === undefined) return [...reached].sort()
  const values = new Set(reached.filter((one) => facts.entities.has(one)).flatMap((one) => attributesAt(historyOf(facts, one), moment)[attribute.name] ?? []).filter((value) => value !== ''))
  return [...values].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1)).map(String)
}

/** A node with the fields that its type keeps along paths, and what became of it. The facts hold everything on them. Cost: the links on the paths. */
export const withKept = (facts: Facts, image: NodeImage, moment: Instant): NodeImage => {
  const kept = facts.entities.get(image.ref)?.type.kept
  if (kept === undefined) return image
  const lists: readonly (readonly [string, readonly string[]])[] = [...[...kept.values()].map((field) => [field.name, keptAt(facts, image.ref, field, moment)] as const), [FATES, fatesOf(facts, image.ref, moment).map(fateText)]]
  return { ref: image.ref, properties: { ...image.properties, ...Object.fromEntries(lists.filter(([, list]) => list.length > 0)) } }
}

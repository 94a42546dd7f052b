import type { Ref } from '../vocabulary/ref.ts'
import type { Explained } from './explained.ts'

/** A part whose outcome differs, and none of whose own parts tells why better; absent on the side where there is none such. */
export interface Difference {
  readonly domain?: string
  readonly entity?: Ref
  readonly before?: Explained
  readonly after?: Explained
}

const nameOf = (part: Explained): string => {
  switch (part.kind) {
    case 'DEFINITION': return part.definition
    case 'DOMAIN': return part.domain
    case 'ENTITY': return part.ref
    case 'ABSENT': return `${part.type} ${part.place}`
    case 'CONDITION': return `${part.decides} ${part.rule}`
  }
}

const keyOf = (part: Explained): string => `${part.kind} ${nameOf(part)}`

type Place = Pick<Difference, 'domain' | 'entity'>

const within = (place: Place, part: Explained): Place => ({ ...place, ...(part.kind === 'DOMAIN' ? { domain: part.domain } : {}), ...(part.kind === 'ENTITY' ? { entity: part.ref } : {}) })

/** What makes two explanations of one definition differ, down to the conditions. Empty where the outcome is the same. Cost: the parts of both. */
export const compareExplained = (before: Explained, after: Explained, place: Place = {}): readonly Difference[] => {
  if (before.outcome === after.outcome) return []
  const here = within(place, after)
  const others = new Map(after.parts.map((part) => [keyOf(part), part]))
  const inner = before.parts.flatMap((part): readonly Difference[] => {
    const other = others.get(keyOf(part))
    others.delete(keyOf(part))
    return other === undefined ? [{ ...within(here, part), before: part }] : compareExplained(part, other, here)
  })
  const come = [...others.values()].map((part): Difference => ({ ...within(here, part), after: part }))
  const differences = [...inner, ...come]
  return differences.length > 0 ? differences : [{ ...here, before, after }]
}

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
    case 'ANSWER': return part.answer
  }
}

const keyOf = (part: Explained): string => `${part.kind} ${nameOf(part)}`

type Place = Pick<Difference, 'domain' | 'entity'>

/** What a version that is used says of domains and entities is about its own. */
const within = (place: Place, part: Explained): Place => (part.kind === 'DEFINITION' ? {} : { ...place, ...(part.kind === 'DOMAIN' ? { domain: part.domain } : {}), ...(part.kind === 'ENTITY' ? { entity: part.ref } : {}) })

const isAlike = (before: Explained, after: Explained): boolean => before.outcome === after.outcome && (before.kind !== 'ANSWER' || after.kind !== 'ANSWER' || before.value === after.value)

/** Of what comes to the same, what it answers beside may still differ. */
const answersOf = ({ parts }: Explained): readonly Explained[] => parts.filter(({ kind }) => kind === 'ANSWER')

/** What makes two explanations of one definition differ, down to the conditions, those of versions that it uses among them; what several conditions read once. Empty where outcome and answers are the same. Cost: the parts of both. */
export const compareExplained = (before: Explained, after: Explained): readonly Difference[] => {
  const differences = differencesOf(before, after, {})
  return differences.filter((one, place) => differences.findIndex((other) => other.before === one.before && other.after === one.after) === place)
}

const differencesOf = (before: Explained, after: Explained, place: Place): readonly Difference[] => {
  const same = isAlike(before, after)
  const [were, are] = same ? [answersOf(before), answersOf(after)] : [before.parts, after.parts]
  const here = within(place, after)
  const others = new Map(are.map((part) => [keyOf(part), part]))
  const inner = were.flatMap((part): readonly Difference[] => {
    const other = others.get(keyOf(part))
    others.delete(keyOf(part))
    return other === undefined ? [{ ...within(here, part), before: part }] : differencesOf(part, other, here)
  })
  const come = [...others.values()].map((part): Difference => ({ ...within(here, part), after: part }))
  const differences = [...inner, ...come]
  return differences.length > 0 || same ? differences : [{ ...here, before, after }]
}

import type { Relation } from '../model/entity-type.ts'
import { quote } from './quote.ts'

/** `(order)-[madeOf:MADE_OF]->(part:Part)`, the way the relation is stored; `met`: the target was matched before. */
export const linkPattern = (owner: string, link: string, relation: Relation, target: string, met = false): string => {
  const edge = `[${link}:${quote(relation.name)}]`
  const end = met ? `(${target})` : `(${target}:${quote(relation.target)})`
  return relation.direction === 'OUT' ? `(${owner})-${edge}->${end}` : `(${owner})<-${edge}-${end}`
}

/** A link without `validFrom` has always held. */
export const validNow = (link: string, now: string): string => `(${link}.validFrom IS NULL OR ${link}.validFrom <= ${now}) AND (${link}.validTo IS NULL OR ${link}.validTo > ${now})`

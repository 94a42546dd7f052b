import { disagreement, opposite, type RelationField } from '../build-relations.ts'
import type { Report } from '../model-problem.ts'
import { relationsOf } from '../type-draft.ts'
import type { Rule } from './rule.ts'

const RELATIONSHIP = /^[A-Z][A-Z0-9_]*$/
/** The graph's own relationship from a former identifier to its entity. */
const GRAPH_RELATIONSHIP = 'NAMED'

const say = (field: RelationField, earlier: RelationField, all: readonly RelationField[], report: Report): boolean => {
  const code = disagreement(field, earlier, all)
  if (code === undefined) return false
  const { place, type: relation, lineage, direction } = field.relation
  const otherLineage = earlier.relation.lineage
  report(code, place, { field: field.path, other: earlier.path, relation, direction, lineage, otherLineage, wanted: opposite[otherLineage] })
  return true
}

/** Both sides of a relation say the same thing of it, and one relationship name has one flow. Only the first disagreement of a field is said. */
export const relationSides: Rule = ({ sdl }, report) => {
  const all = relationsOf(sdl)
  all.forEach((field, i) => {
    const { type: name, place } = field.relation
    if (!RELATIONSHIP.test(name) || name === GRAPH_RELATIONSHIP) report('BAD_NAME', place, { what: 'relationship', name, wanted: `upper-case words joined by _, such as HAS_LINE, and not ${GRAPH_RELATIONSHIP}` })
    all.slice(0, i).filter((earlier) => earlier.relation.type === name).some((earlier) => say(field, earlier, all, report))
  })
}

import { edgeIdOf, edgeOf, flowOf, otherSideOf, type RelationField } from '../build-relations.ts'
import type { Report } from '../model-problem.ts'
import { relationsOf } from '../type-draft.ts'
import type { Rule } from './rule.ts'

const opposite = { NONE: 'NONE', DOWNSTREAM: 'UPSTREAM', UPSTREAM: 'DOWNSTREAM' } as const
const RELATIONSHIP = /^[A-Z][A-Z0-9_]*$/
/** The graph's own relationship from a former identifier to its entity. */
const GRAPH_RELATIONSHIP = 'NAMED'

const mirrored = (a: RelationField, b: RelationField): boolean => {
  const [one, two] = [edgeOf(a), edgeOf(b)]
  return one.from === two.to && one.to === two.from && one.from !== one.to
}

/** How a field stands to an earlier one of the same relationship name. */
const judgePair = (field: RelationField, earlier: RelationField, all: readonly RelationField[], report: Report): void => {
  const { place, type: relation, lineage, direction } = field.relation
  if (mirrored(field, earlier)) {
    report('RELATION_DIRECTION', place, { field: field.path, other: earlier.path, relation, direction })
  } else if (edgeIdOf(field) === edgeIdOf(earlier)) {
    if (otherSideOf(field, all) !== earlier && field.relation.direction === earlier.relation.direction) {
      report('RELATION_TWICE', place, { field: field.path, other: earlier.path, relation })
    } else if (field.relation.inferred !== earlier.relation.inferred) {
      report('INFERRED_SIDES', place, { field: field.path, inferred: field.relation.inferred, other: earlier.path })
    } else if (lineage !== opposite[earlier.relation.lineage]) {
      report('RELATION_FLOW', place, { field: field.path, lineage, other: earlier.path, otherLineage: earlier.relation.lineage, wanted: opposite[earlier.relation.lineage] })
    }
  } else if (flowOf(field) !== flowOf(earlier) && all.find((other) => other.relation.type === relation) === earlier) {
    // Only against the first of the name: one field that flows otherwise must not put all later ones in the wrong.
    report('RELATION_TWO_FLOWS', place, { relation, field: field.path, other: earlier.path })
  }
}

/** Both sides of a relation say the same thing of it, and one relationship name has one flow. Only the first disagreement of a field is said. */
export const relationSides: Rule = ({ sdl }, report) => {
  if (sdl === undefined) return
  const all = relationsOf(sdl)
  all.forEach((field, i) => {
    const { type: name, place } = field.relation
    if (!RELATIONSHIP.test(name) || name === GRAPH_RELATIONSHIP) report('BAD_NAME', place, { what: 'relationship', name, wanted: `upper-case words joined by _, such as HAS_LINE, and not ${GRAPH_RELATIONSHIP}` })
    let said = false
    const once: Report = (code, at, parameters) => {
      if (!said) report(code, at, parameters)
      said = true
    }
    for (const earlier of all.slice(0, i)) if (earlier.relation.type === name) judgePair(field, earlier, all, once)
  })
}

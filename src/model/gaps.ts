import type { ModelProblemCode, Report } from './model-problem.ts'
import type { ModelCatalogue } from './model-catalogue.ts'

/** What is not known of a model because some part of it is broken: a name that is missing there is not called unknown. */
export interface Gaps {
  /** Some type may be declared in what cannot be read. */
  readonly types: boolean
  /** Types whose fields are not all known. */
  readonly members: ReadonlySet<string>
  /** Fields, as `Type.field`, that are declared and neither a sound attribute nor a sound relation; what is wrong with them was said. */
  readonly fields: ReadonlySet<string>
  /** Types with an identifier whose scheme cannot be read. */
  readonly schemes: ReadonlySet<string>
  /** Some type's states may be declared in what cannot be read, or under a name that is wrong. */
  readonly states: boolean
  /** Types whose states are not all known by name. */
  readonly stateNames: ReadonlySet<string>
  /** Some source, or what one speaks of, may be declared in what cannot be read. */
  readonly sources: boolean
  /** Some relation may be derived in what cannot be read. */
  readonly derivations: boolean
}

type Hearsay = { readonly [C in ModelProblemCode]?: (gaps: Gaps, parameters: Parameters<ModelCatalogue[C]>[0]) => boolean }

const memberIsOpen = (gaps: Gaps, type: string, name: string): boolean => gaps.types || gaps.members.has(type) || gaps.fields.has(`${type}.${name}`)

/** Problems that say of something that it is nowhere, and when that is not known. */
const HEARSAY: Hearsay = {
  UNKNOWN_TYPE: (gaps) => gaps.types,
  ORDER_MISSING: (gaps) => gaps.types,
  UNKNOWN_FIELD: (gaps, { type, name }) => memberIsOpen(gaps, type, name),
  PATH_BROKEN: (gaps, { type, step }) => memberIsOpen(gaps, type, step),
  UNKNOWN_SCHEME: (gaps) => gaps.types || gaps.schemes.size > 0,
  SCHEME_ELSEWHERE: (gaps, { type }) => gaps.types || gaps.schemes.has(type),
  NOT_IN_ORDER: (gaps) => gaps.types || gaps.members.size > 0,
  BELONGS_NOWHERE: (gaps) => gaps.types || gaps.members.size > 0,
  NO_STATES: (gaps) => gaps.states,
  INFERRED_NOWHERE: (gaps) => gaps.derivations,
  UNKNOWN_SOURCE: (gaps) => gaps.sources,
}

/** A report that keeps to what is known, whatever is broken. */
export const reportKnown = (gaps: Gaps, report: Report): Report => (code, place, parameters) => {
  if (HEARSAY[code]?.(gaps, parameters) !== true) report(code, place, parameters)
}

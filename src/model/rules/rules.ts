import { belonging } from './belonging.ts'
import { canonicalStates } from './canonical-states.ts'
import { definitionVersions } from './definition-versions.ts'
import { entityTypes } from './entity-types.ts'
import { fieldTypes } from './field-types.ts'
import { oneOrder } from './one-order.ts'
import { relationSides } from './relation-sides.ts'
import { reservedNames } from './reserved-names.ts'
import type { Rule } from './rule.ts'
import { schemes } from './schemes.ts'
import { sourceFormats } from './source-formats.ts'
import { stateGraphs } from './state-graphs.ts'

export const RULES: readonly Rule[] = [entityTypes, reservedNames, fieldTypes, schemes, oneOrder, relationSides, belonging, canonicalStates, stateGraphs, sourceFormats, definitionVersions]

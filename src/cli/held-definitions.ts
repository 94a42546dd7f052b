import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { compareDefinitions, compareRules } from '../model/compare-definitions.ts'
import type { HeldVersion, VersionKind } from '../model/held-version.ts'
import type { Model } from '../model/model.ts'
import { problem, type Problem } from '../problems/problem.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { dataOf } from './ask-door.ts'

const QUESTION = `{ definitions { name title owner versions {
  version lifecycle judging ordersLeft effectiveFrom effectiveTo changeReason proposedBy approvedBy
  acts { act actor reason recordedAt effectiveFrom effectiveTo source }
} } }`

const ofRules = (field: string): string => `{ definitions: ${field} { name title owner versions {
  version lifecycle judging ordersLeft: entitiesLeft effectiveFrom effectiveTo changeReason: title proposedBy approvedBy
  acts { act actor reason recordedAt effectiveFrom effectiveTo source }
} } }`

const act = z.object({ act: z.string(), actor: z.string(), reason: z.string(), recordedAt: z.string(), effectiveFrom: z.string().nullable(), effectiveTo: z.string().nullable(), source: z.string().nullable() })
const version = z.object({
  version: z.number(), lifecycle: z.enum(['DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE', 'RETIRED']), judging: z.enum(['NOT_YET', 'UNDER_WAY', 'DONE']), ordersLeft: z.number().nullable(), effectiveFrom: z.string().nullable(), effectiveTo: z.string().nullable(),
  changeReason: z.string(), proposedBy: z.string().nullable(), approvedBy: z.string().nullable(), acts: z.array(act),
})
const shape = z.object({ definitions: z.array(z.object({ name: z.string(), title: z.string(), owner: z.string(), versions: z.array(version) })) })

export type AnsweredDefinition = z.infer<typeof shape>['definitions'][number]

/** Definitions as a door answers them. */
export const askDefinitions = async (url: string): Promise<readonly AnsweredDefinition[]> => shape.parse(await dataOf(url, QUESTION)).definitions

/** The same of rules: what is left are entities, and a version says what it is called. */
const askRules = (field: string) => async (url: string): Promise<readonly AnsweredDefinition[]> => shape.parse(await dataOf(url, ofRules(field))).definitions

const moment = (text: string): Instant => instant(Temporal.Instant.from(text).epochMilliseconds)

/** The same as a journal holds them. */
export const heldOf = (definitions: readonly AnsweredDefinition[]): readonly HeldVersion[] =>
  definitions.flatMap(({ name, versions }) => versions.map(({ version: number, lifecycle, judging, effectiveFrom, effectiveTo, proposedBy, approvedBy, acts }) => ({
    definition: name, version: number, lifecycle, judging, source: acts.findLast((one) => one.source !== null)?.source ?? '',
    ...(effectiveFrom === null ? {} : { effectiveFrom: moment(effectiveFrom) }), ...(effectiveTo === null ? {} : { effectiveTo: moment(effectiveTo) }),
    ...(proposedBy === null ? {} : { proposedBy }), ...(approvedBy === null ? {} : { approvedBy }),
  })))

/** What commands on versions have of their own, by what the versions are of. */
export interface RuledKind {
  /** As mutations call it. */
  readonly kind: VersionKind
  readonly suffix: 'Definition' | 'Derivation' | 'Arbitration'
  readonly ask: (url: string) => Promise<readonly AnsweredDefinition[]>
  readonly filed: (model: Model) => readonly HeldVersion[]
  readonly compare: typeof compareDefinitions
  readonly unknown: (name: string, known: readonly string[]) => Problem
  /** What goes on in the background once it is ruled, how versions are listed meanwhile, and what is left of it. */
  readonly underWay: string
  readonly meanwhile: string
  readonly left: string
}

export const DEFINITIONS: RuledKind = {
  kind: 'definition', suffix: 'Definition', ask: askDefinitions, filed: ({ filed }) => filed, compare: compareDefinitions,
  unknown: (definition, nearest) => problem('UNKNOWN_DEFINITION', { definition, nearest }), underWay: 'every order is judged by it now', meanwhile: 'orders are being judged by it', left: 'to be judged',
}
export const DERIVATIONS: RuledKind = {
  kind: 'derivation', suffix: 'Derivation', ask: askRules('derivations'), filed: ({ filedDerivations }) => filedDerivations, compare: compareRules,
  unknown: (derivation, known) => problem('UNKNOWN_DERIVATION', { derivation, known }), underWay: 'links follow that now', meanwhile: 'links do not all follow it yet', left: 'to be looked at',
}
export const ARBITRATION: RuledKind = {
  kind: 'arbitration', suffix: 'Arbitration', ask: askRules('arbitration'), filed: ({ filedArbitration }) => filedArbitration, compare: compareRules,
  unknown: (rule, known) => problem('UNKNOWN_ARBITRATION', { rule, known }), underWay: 'what sources disagree about is settled anew', meanwhile: 'not all is settled by it yet', left: 'to be settled again',
}
export const RULED = { definition: DEFINITIONS, derivation: DERIVATIONS, arbitration: ARBITRATION } as const

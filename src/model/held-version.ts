import type { Instant } from '../vocabulary/instant.ts'
import type { DefinitionAct } from './definition-act.ts'

export type DefinitionLifecycle = 'DRAFT' | 'PROPOSED' | 'APPROVED' | 'ACTIVE' | 'RETIRED'
/**
 * Whether orders are judged by a version: not yet (it is drafted or proposed), those that are settled meanwhile (it was approved), or every one. Of a
 * derivation: whether every link is as the version in force says, from when it comes into force; one that was retired leaves none. Of a rule of arbitration: whether
 * all that sources disagree about is decided by the one in force.
 */
export type Judging = 'NOT_YET' | 'UNDER_WAY' | 'DONE'
/** How far a version has come. */
export interface VersionStanding {
  readonly lifecycle: DefinitionLifecycle
  readonly judging: Judging
  readonly effectiveFrom?: Instant
  readonly effectiveTo?: Instant
  readonly proposedBy?: string
  readonly approvedBy?: string
}

/** What a version is of, where one is in force, now, and a file says one: a derivation, or a rule of arbitration. */
export type RuleKind = 'derivation' | 'arbitration'

/** What a version is of. Each has its own names and numbers. */
export type VersionKind = 'definition' | RuleKind

export const RULE_KINDS: readonly RuleKind[] = ['derivation', 'arbitration']

/** The command and the model's folder of each kind. */
export const RULE_COMMANDS = { derivation: 'derivations', arbitration: 'arbitration' } as const

/** One version, as it is held. */
export interface HeldVersion extends VersionStanding {
  /** The name of what it is of. */
  readonly definition: string
  readonly version: number
  /** A definition file with this version alone; of a rule its file. */
  readonly source: string
  /** What was ruled on it, in the order of the rulings. */
  readonly acts?: readonly DefinitionAct[]
}

/** Which version of which definition. */
export type VersionName = Pick<HeldVersion, 'definition' | 'version'>

export const isSameVersion = (one: VersionName, other: VersionName): boolean => one.definition === other.definition && one.version === other.version

/** From when on a version answers for its time, and until just before when; undefined where it never did and never will. */
export const timeInForce = ({ lifecycle, effectiveFrom, effectiveTo }: Pick<VersionStanding, 'lifecycle' | 'effectiveFrom' | 'effectiveTo'>): { readonly from: number; readonly to: number } | undefined =>
  (lifecycle !== 'ACTIVE' && lifecycle !== 'RETIRED') || effectiveFrom === undefined ? undefined : { from: effectiveFrom, to: effectiveTo ?? Infinity }

/** Whether a version is the one in force, its first instant included and its end not. A retired one still answers for its time. */
export const isInForce = (version: Pick<VersionStanding, 'lifecycle' | 'effectiveFrom' | 'effectiveTo'>, at: Instant): boolean => {
  const time = timeInForce(version)
  return time !== undefined && time.from <= at && at < time.to
}

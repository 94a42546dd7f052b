import { instant, type Instant } from './instant.ts'
import { storedRef, type Ref } from './ref.ts'

/** Where a unit is, or what became of it: of all that is known of it, the latest. UNKNOWN: nobody says, or sources disagree so that none can be named. */
export const DISPOSITIONS = ['IN_STOCK', 'IN_TRANSIT', 'AT_CONSIGNEE', 'USED', 'EXPLANTED', 'RETURNED', 'DESTROYED', 'UNKNOWN'] as const
export type UnitDisposition = (typeof DISPOSITIONS)[number]

/** How grave: 21 CFR 7.3(m). */
export const RECALL_CLASSES = ['I', 'II', 'III'] as const
export type RecallClass = (typeof RECALL_CLASSES)[number]

/** How far down it goes: 21 CFR 7.42(b)(1); SUBJECT is whom a device was used in. */
export const RECALL_DEPTHS = ['WHOLESALE', 'RETAIL', 'USER', 'SUBJECT'] as const
export type RecallDepth = (typeof RECALL_DEPTHS)[number]

export const RECALL_STAGES = ['OPENED', 'SCOPED', 'NOTIFIED', 'MONITORED', 'TERMINATED'] as const
export type RecallStage = (typeof RECALL_STAGES)[number]

/** One thing that is known to have become of an entity, by a rule of the model. */
export interface Fate {
  readonly disposition: Exclude<UnitDisposition, 'UNKNOWN'>
  /** Absent: nobody says when. */
  readonly at?: Instant
  /** The entity that says so: the unit itself, a shipment, a use. */
  readonly by: Ref
  /** Sources disagree about it, so that it may not be so. */
  readonly isDoubtful: boolean
  /** Of a lot of which no serials are known. */
  readonly pieces?: number
}

const BETWEEN = '\u001f'

/** A fate as the graph keeps it in a list of texts, in the order of the rules. */
export const fateText = ({ disposition, at, by, isDoubtful, pieces }: Fate): string => [disposition, at ?? '', by, isDoubtful ? '?' : '', pieces ?? ''].join(BETWEEN)

export const fateOf = (text: string): Fate => {
  const [disposition = '', at = '', by = '', doubt = '', pieces = ''] = text.split(BETWEEN)
  return {
    disposition: disposition as Fate['disposition'], by: storedRef(by), isDoubtful: doubt !== '',
    ...(at === '' ? {} : { at: instant(Number(at)) }), ...(pieces === '' ? {} : { pieces: Number(pieces) }),
  }
}

/** A unit of a recall, with everybody it concerns. Lists are sorted, each ref once. */
export interface RecallUnit {
  readonly ref: Ref
  readonly lots: readonly Ref[]
  readonly orders: readonly Ref[]
  readonly lines: readonly Ref[]
  readonly consignees: readonly Ref[]
  readonly subjects: readonly Ref[]
  readonly usedAt: readonly Instant[]
  readonly disposition: UnitDisposition
  readonly dispositionAt?: Instant
  readonly dispositionBy?: Ref
  /** Sources disagree about what became of it. */
  readonly isDoubtful: boolean
  /** Found over links alone that no record states. */
  readonly isInferred: boolean
}

/** What is done about a recall. */
export const RECALL_ACTS = ['OPENED', 'WIDENED', 'SCOPED', 'CANDIDATE_ACCEPTED', 'CANDIDATE_REJECTED', 'NOTIFIED', 'ACKNOWLEDGED', 'CHECKED', 'REQUESTED', 'MONITORED', 'TERMINATED'] as const
export type RecallActKind = (typeof RECALL_ACTS)[number]

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = { readonly [name: string]: Json }

/** Something that was done about a recall. */
export interface RecallAct {
  readonly act: RecallActKind
  /** Of the recall after it. */
  readonly stage: RecallStage
  /** Of the scope: made by the act, or that it was about. */
  readonly version: number
  /** Absent: the whole recall. */
  readonly about?: Ref
  readonly actor: string
  readonly reason: string
  readonly recordedAt: Instant
  /** By kind; times as RFC 3339. Never a personal value. */
  readonly details?: JsonObject
}

/**
 * How many consignees are asked whether they were told and did what they were asked: 21 CFR 7.42(b)(3). A: all. B: a share above 10 and below 100 per cent, decided
 * case by case. C: 10 per cent. D: 2 per cent. E: none.
 */
export const CHECK_LEVELS = ['A', 'B', 'C', 'D', 'E'] as const
export type CheckLevel = (typeof CHECK_LEVELS)[number]

/** What such a check finds. EFFECTIVE: it was told and did what it was asked. INEFFECTIVE: it was not, or did not. UNREACHED: nobody answered. */
export const CHECK_OUTCOMES = ['EFFECTIVE', 'INEFFECTIVE', 'UNREACHED'] as const
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number]

/** Something that may be meant by a scope too, by a slip in reading or writing. */
export interface NearMatch {
  readonly entity: Ref
  /** The text in the scope. */
  readonly near: string
  /** In what they differ. */
  readonly reason: string
}

/** Pieces or units by what became of them; none of those left out. */
export type ByDisposition = Readonly<Partial<Record<UnitDisposition, number>>>

/** What is known of the pieces of a lot. */
export interface LotPieces {
  /** As many as were made; absent: nobody says. */
  readonly made?: number
  /** Of pieces without serial numbers: as many as records tell of, each record by itself, so that a piece which was sent and then used is in both. */
  readonly told: ByDisposition
  /** Its units, each once. */
  readonly units: ByDisposition
}

/** A lot of a recall, and who says what became of its pieces without serial numbers: shipments, uses. */
export interface LotTold extends LotPieces {
  readonly lot: Ref
  readonly toldBy: readonly Ref[]
  /** Pieces without serial numbers of which sources disagree what became of them: they are not in `told`, by each record that may not be so. Absent: frozen before it was kept. */
  readonly doubtful?: number
}

/** A source of which something is missing. */
export interface SourceGap {
  readonly source: string
  readonly lastRecordedAt?: Instant
  /** ISO 8601 duration. */
  readonly objective?: string
  /** Of numbers that count its records without gaps; absent: the source has none, or lacks none. */
  readonly missing?: { readonly numbers: number; readonly first: string }
}

/** What could not be known of a recall, beside what its units say themselves. */
export interface Gaps {
  readonly sources: readonly SourceGap[]
  /** What the model keeps no way to. */
  readonly notModelled: readonly string[]
  /** Units that are among them for want of a date. */
  readonly undated: number
  /** Entities on the way that come of themselves, by way of others. */
  readonly circular: readonly Ref[]
}

/** The same with what its units say. */
export interface Completeness extends Gaps {
  /** Entities on the way that no record has told of. */
  readonly unresolved: number
  readonly inferred: number
  readonly doubtful: number
  /** Of which nobody says where they are. */
  readonly unknown: number
  /** At a consignee that has not said what became of them. */
  readonly unansweredUnits: number
  readonly unansweredConsignees: number
}

export const isComplete = ({ sources, notModelled, circular, undated, unresolved, inferred, doubtful, unknown, unansweredUnits }: Completeness): boolean =>
  sources.length + notModelled.length + circular.length === 0 && undated + unresolved + inferred + doubtful + unknown + unansweredUnits === 0

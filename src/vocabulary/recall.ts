import { instant, type Instant } from './instant.ts'
import { storedRef, type Ref } from './ref.ts'

/** Where a unit is, or what became of it: of all that is known of it, the latest. UNKNOWN: nobody says. */
export const DISPOSITIONS = ['IN_STOCK', 'IN_TRANSIT', 'AT_CONSIGNEE', 'USED', 'EXPLANTED', 'RETURNED', 'DESTROYED', 'UNKNOWN'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

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
  readonly disposition: Exclude<Disposition, 'UNKNOWN'>
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
  readonly disposition: Disposition
  readonly dispositionAt?: Instant
  readonly dispositionBy?: Ref
  /** Sources disagree about what became of it. */
  readonly isDoubtful: boolean
  /** Found over links alone that no record states. */
  readonly isInferred: boolean
}

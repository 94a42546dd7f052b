/** How far a graph shows the journal. */
export interface Applied {
  /** The last event or merge. */
  readonly seq: number
  /** The last entry of the outbox. */
  readonly batch: number
  /** That is a part of a change of which the rest follows: links may have ended whose successors have not begun. */
  readonly isPartial: boolean
}

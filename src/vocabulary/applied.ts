/** How far a graph shows the journal. */
export interface Applied {
  /** The last event or merge. */
  readonly seq: number
  /** The last entry of the outbox. */
  readonly batch: number
}

/** One of the things that rows are sorted by. Absent values come last in both directions; `ref` breaks ties, ascending. */
export interface SortKey {
  readonly property: string
  readonly direction: 'ASC' | 'DESC'
  /** Whether an index gives rows in this order; few may share a value. */
  readonly indexed: boolean
  /** What a cursor holds for it: a doctored cursor of another kind is refused. */
  readonly holds: 'number' | 'string' | 'boolean'
  /** Names in their order, when the place in it is sorted by and not the text: canonical states. A cursor then holds the place. */
  readonly ranks?: readonly string[]
}

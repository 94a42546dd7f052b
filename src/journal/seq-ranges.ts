/** Places in the journal as few ranges; told mostly in ascending order, so memory stays small whatever their number. */
export class SeqRanges {
  readonly #ranges: { from: number; to: number }[] = []

  /** From what `toString` gave. */
  constructor(text = '{}') {
    for (const [, from, to] of text.matchAll(/\[(\d+),(\d+)\]/g)) this.#ranges.push({ from: Number(from), to: Number(to) })
  }

  add(seq: number): void {
    const last = this.#ranges.at(-1)
    if (last !== undefined && seq === last.to + 1) last.to = seq
    else if (last === undefined || seq < last.from || seq > last.to) this.#ranges.push({ from: seq, to: seq })
  }

  /** PostgreSQL's int8multirange; it sorts and merges by itself. */
  toString(): string {
    return `{${this.#ranges.map(({ from, to }) => `[${from},${to}]`).join(',')}}`
  }
}

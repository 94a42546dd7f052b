import { CUTOFF, writeMoment } from './calendar.ts'
import type { Feed } from './files.ts'
import { Random } from './random.ts'
import { RATES } from './rates.ts'
import { csvRow, TextFile } from './text-file.ts'

const DAY = 86_400_000
/** Late and doubled records stand this many orders further down at most, which bounds what waits. */
const MOST_ORDERS_LATER = 40

export type Cells = Readonly<Record<string, string | number>>
export interface FeedCount {
  readonly source: string
  readonly file: string
  readonly format: 'csv' | 'jsonl'
  readonly records: number
  /** Different event ids; records beyond these are doubled. */
  readonly events: number
  readonly late: number
  readonly doubled: number
}
/** Columns that say where a document stands: all that a system changes of it from step to step. */
const STEP_COLUMNS: ReadonlySet<string> = new Set(['stage', 'line_status', 'maturity', 'step', 'report', 'event', 'posting', 'booking', 'progress', 'outcome'])

/** Whether a later record says everything of the same document that an earlier one said, but for where it stood. */
const saysAll = (later: Cells, earlier: Cells): boolean => Object.entries(earlier).every(([column, value]) => STEP_COLUMNS.has(column) || value === '' || later[column] === value)

interface Waiting {
  readonly dueAt: number
  readonly text: string
}

/** One system's export. Takes what happened around one order at a time and writes what that system has of it, with its defects. */
export class FeedWriter {
  readonly #feed: Feed
  readonly #out: TextFile
  readonly #random: Random
  readonly #prefix: string
  readonly #slim: boolean
  #block: { readonly at: number; readonly cells: Cells }[] = []
  #waiting: Waiting[] = []
  #counts = { records: 0, events: 0, late: 0, doubled: 0 }

  /** `slim`: of what one order tells of a document only the last record that says it all, as a nightly extract has it. */
  constructor(feed: Feed, folder: string, seed: number, stream: number, slim: boolean) {
    this.#feed = feed
    this.#random = new Random(seed, stream)
    this.#prefix = feed.source.toUpperCase()
    this.#slim = slim && feed.events
    const header = feed.format === 'csv' && feed.header !== false ? csvRow(['event_id', feed.at, 'recorded_at', ...feed.columns], feed.delimiter) : ''
    this.#out = new TextFile(`${folder}/${feed.file}`, (feed.mark ? '\uFEFF' : '') + header)
  }

  /** What happens after the export is in no file. */
  tell(at: number, cells: Cells): void {
    if (at <= CUTOFF) this.#block.push({ at, cells })
  }

  /** Writes what was told since the last call, by time, and what has waited long enough. */
  endOrder(index: number): void {
    this.#block.sort((a, b) => a.at - b.at)
    const told = this.#slim ? this.#block.filter(({ cells }, i, all) => !all.slice(i + 1).some((later) => saysAll(later.cells, cells))) : this.#block
    for (const { at, cells } of told) this.#record(index, at, cells)
    this.#block = []
    const due = this.#waiting.filter((waiting) => waiting.dueAt <= index)
    if (due.length === 0) return
    this.#waiting = this.#waiting.filter((waiting) => waiting.dueAt > index)
    for (const { text } of due) this.#write(text)
  }

  close(): FeedCount {
    for (const { text } of this.#waiting) this.#write(text)
    this.#out.close()
    const { source, file, format } = this.#feed
    return { source, file, format, ...this.#counts }
  }

  #record(index: number, at: number, cells: Cells): void {
    const { events } = this.#feed
    const late = this.#random.chance(events ? RATES.late : 0)
    const doubled = this.#random.chance(events ? RATES.doubled : 0)
    const lag = late ? this.#random.between(1, 9) * DAY : this.#random.between(5, 600) * 1000
    this.#counts.events += 1
    const recordedAt = Math.min(Math.floor((at + lag) / 1000) * 1000, CUTOFF)
    const text = this.#format(`${this.#prefix}-${this.#counts.events}`, at, recordedAt, cells)
    if (late) {
      this.#counts.late += 1
      this.#later(index, text)
    } else this.#write(text)
    if (!doubled) return
    this.#counts.doubled += 1
    this.#later(index, text)
  }

  #later(index: number, text: string): void {
    this.#waiting.push({ dueAt: index + this.#random.whole(1, MOST_ORDERS_LATER), text })
  }

  #write(text: string): void {
    this.#counts.records += 1
    this.#out.write(text)
  }

  #format(eventId: string, at: number, recordedAt: number, cells: Cells): string {
    const { clock, columns, format, delimiter } = this.#feed
    const moment = writeMoment(at, clock)
    // A system's clock of record is UTC, whatever it shows its users.
    const recorded = writeMoment(recordedAt, 'utc')
    if (format === 'csv') return csvRow([eventId, moment, recorded, ...columns.map((column) => String(cells[column] ?? ''))], delimiter)
    const told = columns.flatMap((column) => (cells[column] === undefined ? [] : [[column, cells[column]] as const]))
    return `${JSON.stringify(Object.fromEntries([['event_id', eventId], [this.#feed.at, moment], ['recorded_at', recorded], ...told]))}\n`
  }
}

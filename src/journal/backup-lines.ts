import { createHash } from 'node:crypto'

const NEWLINE = 0x0a
const LAST = Buffer.from('\\.\n')
const AFTER_A_ROW = Buffer.from('\n\\.\n')

/** A backup's text, read on by lines or, for the rows of a table, by chunks of whole lines. */
export class BackupLines {
  readonly #bytes: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #rest: Buffer = Buffer.alloc(0)

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#bytes = bytes[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const next = await this.#bytes.next()
    if (next.done === true) return false
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value])
    return true
  }

  #take(bytes: number): Buffer {
    const taken = this.#rest.subarray(0, bytes)
    this.#rest = this.#rest.subarray(bytes)
    this.#hash.update(taken)
    return taken
  }

  /** Of all that was read on, SHA-256 in hex. */
  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  /** The next line without its end; undefined where none ends any more. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const at = this.#rest.indexOf(NEWLINE)
      if (at >= 0) return this.#take(at + 1).toString('utf8', 0, at)
      if (!(await this.#more())) return undefined
    }
  }

  /** The rows up to the line `\.`, which is taken too; or up to where the text was cut short. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#rest.subarray(0, LAST.length).equals(LAST)) {
        this.#take(LAST.length)
        return
      }
      const end = this.#rest.indexOf(AFTER_A_ROW)
      const whole = (end >= 0 ? end : this.#rest.lastIndexOf(NEWLINE)) + 1
      if (whole > 0) yield this.#take(whole)
      else if (!(await this.#more())) return
    }
  }
}

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const FLUSH_AT = 1 << 18

/** A file written in pieces, so that its size never sits in memory. */
export class TextFile {
  readonly #descriptor: number
  #pending: string[] = []
  #size = 0

  constructor(path: string, first = '') {
    mkdirSync(dirname(path), { recursive: true })
    this.#descriptor = openSync(path, 'w')
    if (first !== '') this.write(first)
  }

  write(text: string): void {
    this.#pending.push(text)
    this.#size += text.length
    if (this.#size >= FLUSH_AT) this.#flush()
  }

  close(): void {
    this.#flush()
    closeSync(this.#descriptor)
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''), 'utf8')
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written)
    this.#pending = []
    this.#size = 0
  }
}

/** RFC 4180: quoted when it holds the separator, a quote or a line break. */
const csvCell = (value: string, delimiter: string): string =>
  value.includes(delimiter) || value.includes('"') || value.includes('\n') ? `"${value.replaceAll('"', '""')}"` : value
export const csvRow = (cells: readonly string[], delimiter = ','): string => `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\n`

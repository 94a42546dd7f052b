import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'

/** The bytes of a file that somebody named, `-` for standard input. Ended by the signal with an error: what is typed or piped in may have no end of its own. */
export const openInput = (file: string, signal: AbortSignal | undefined): Readable => {
  const bytes = file === '-' ? process.stdin : createReadStream(file)
  return signal === undefined ? bytes : addAbortSignal(signal, bytes)
}

/** What the file is called in reports. */
export const inputName = (file: string): string => (file === '-' ? 'standard input' : file)

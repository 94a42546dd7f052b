import { LONGEST_RECORD } from './read-record.ts'

/** A physical line: its 1-based number, its text without the line end, and the line end itself. */
export interface Line {
  readonly number: number
  readonly text: string
  readonly end: '\n' | '\r\n' | ''
  /** The line was longer than a record may be; `text` is only its beginning. */
  readonly cut?: true
}

export interface LineSplitter {
  /** Lines completed by this text. */
  readonly push: (text: string) => readonly Line[]
  /** The last line when the file does not end with a line end. */
  readonly end: () => readonly Line[]
}

const HEAD_OF_CUT_LINE = 1000

/** Text in any portions → lines ended by LF or CRLF. Holds at most one record's length; what is longer is cut and said to be. */
export const splitLines = (longest: number = LONGEST_RECORD): LineSplitter => {
  let pending = ''
  let dropping = false
  let number = 0

  const cut = (): Line => ({ number, text: pending.slice(0, HEAD_OF_CUT_LINE), end: '', cut: true })
  const complete = (text: string): Line => {
    number += 1
    const carriage = text.endsWith('\r')
    const line: Line = { number, text: carriage ? text.slice(0, -1) : text, end: carriage ? '\r\n' : '\n' }
    return line.text.length > longest ? { ...line, text: line.text.slice(0, HEAD_OF_CUT_LINE), cut: true } : line
  }

  const push = (text: string): readonly Line[] => {
    const lines: Line[] = []
    let from = 0
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      const piece = text.slice(from, at)
      if (dropping) dropping = false
      else lines.push(complete(pending === '' ? piece : pending + piece))
      pending = ''
      from = at + 1
    }
    if (dropping) return lines
    pending += text.slice(from)
    if (pending.length > longest + 1) {
      number += 1
      lines.push(cut())
      pending = ''
      dropping = true
    }
    return lines
  }

  const end = (): readonly Line[] => {
    if (dropping || pending === '') return []
    const last = complete(pending)
    pending = ''
    return [last.cut === true ? last : { ...last, end: '' }]
  }

  return { push, end }
}

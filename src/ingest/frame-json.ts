import { LONGEST_RECORD } from './read-record.ts'

/** The text of one record, cut out whole; or what stands where one should and why it is none. */
export interface JsonFrame {
  /** 1-based line at which it begins. */
  readonly line: number
  /** Where in its document, such as `epcisBody.eventList[3]`; absent of a value that stands for itself. */
  readonly at?: string
  readonly raw: string
  /** Longer than a record may be; `raw` is only its beginning. */
  readonly cut?: true
  /** Why the text is no JSON. Nothing behind it is read, or nothing more of its line where each line is a value of its own. */
  readonly broken?: string
}

export interface JsonFramer {
  /** Frames completed by this text. */
  readonly push: (text: string) => readonly JsonFrame[]
  readonly end: () => readonly JsonFrame[]
}

/** Whether the list at a path from the top of a document (`epcisBody.eventList`) is one of records. `before` is the document up to there, or its beginning where that is long. */
export type IsList = (path: string, before: string) => boolean

/**
 * JSON texts → records, in constant memory. Those of a document are the elements of its lists of records; a list at the top is its elements, and a
 * value without any such list is a record itself. Values may follow each other; where the first line is a whole value every line is one (NDJSON), and
 * a broken one costs itself. Where records end is decided here, by brackets and quotes; what they say, by whoever parses them: a faulty record costs
 * itself, text that closes what it never opened costs all behind it.
 */
export const frameJson = (isList: IsList, longest: number = LONGEST_RECORD): JsonFramer => new Framing(isList, longest)

const HEAD_OF_CUT_RECORD = 1000
const LONGEST_KEY = 200
/** Nesting of brackets. Deeper is an attack on the memory. */
const DEEPEST = 10_000
const QUOTE = 0x22
const BACKSLASH = 0x5c
const LINE_FEED = 0x0a
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const OPEN_LIST = 0x5b
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d
const isBlank = (code: number): boolean => code === 0x20 || code === LINE_FEED || code === 0x0d || code === 0x09

/** Where a text's next character stands that means anything to who frames it; most of a document is inside texts (54 MB in 0.3 s instead of 2; 2026-11-30). */
const plainUntil = (text: string, from: number): number => {
  for (let i = from; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === QUOTE || code === BACKSLASH || code === LINE_FEED) return i
  }
  return text.length
}

/** What is being cut out, across portions. */
interface Cutting {
  readonly line: number
  /** Place in its document; undefined of a value at the top, which is a record unless a list is found in it. */
  readonly at: string | undefined
  text: string
  length: number
}

class Framing implements JsonFramer {
  readonly #isList: IsList
  readonly #longest: number
  #frames: JsonFrame[] = []
  /** The portion that is being read, and where in it the cutting goes on. */
  #text = ''
  #from = 0
  #line = 1
  #begun = false
  /** Undefined until the first line with anything on it has ended. */
  #byLine: boolean | undefined
  /** Something was broken: nothing more is read, of this line or at all. */
  #passing = false
  #inString = false
  #escaped = false
  /** Line of the value at the top; 0 between values. */
  #valueLine = 0
  /** What closes the brackets that are open, the innermost last. */
  #closers: number[] = []
  /** The keys under which those outside of records were opened. */
  #names: string[] = []
  #key = ''
  #keyWanted = false
  #readingKey = false
  /** Brackets open directly inside a list of records; 0 outside of one. */
  #listDepth = 0
  #listName = ''
  #index = 0
  #cutting: Cutting | undefined

  constructor(isList: IsList, longest: number) {
    this.#isList = isList
    this.#longest = longest
  }

  push(text: string): readonly JsonFrame[] {
    this.#text = text
    this.#from = 0
    for (let i = 0; i < text.length; i += 1) {
      if (this.#inString && !this.#readingKey && !this.#escaped) i = plainUntil(text, i)
      if (i === text.length) break
      const code = text.charCodeAt(i)
      if (code === LINE_FEED) this.#endLine(i)
      if (this.#passing) continue
      if (this.#inString) this.#inside(code, i)
      else if (!isBlank(code)) this.#token(code, i)
      else if (this.#cutting !== undefined && this.#closers.length === 0) this.#emit(i)
    }
    this.#keep(text.length)
    return this.#take()
  }

  end(): readonly JsonFrame[] {
    this.#text = ''
    this.#from = 0
    if (!this.#passing) this.#endValue(0)
    return this.#take()
  }

  #take(): readonly JsonFrame[] {
    const frames = this.#frames
    this.#frames = []
    return frames
  }

  #endLine(i: number): void {
    this.#line += 1
    if (this.#byLine === undefined && this.#begun) this.#byLine = !this.#passing && !this.#inString && this.#closers.length === 0
    if (this.#byLine !== true) return
    if (!this.#passing) this.#endValue(i)
    this.#passing = false
  }

  /** Where no more of the value at the top can come. */
  #endValue(i: number): void {
    if (this.#inString || this.#closers.length > 0) this.#break(i, this.#byLine === true ? 'the line ends before what begins there does' : 'the text ends before what begins there does')
    else if (this.#cutting !== undefined) this.#emit(i)
  }

  #inside(code: number, i: number): void {
    if (this.#escaped) this.#escaped = false
    else if (code === BACKSLASH) this.#escaped = true
    else if (code === QUOTE) {
      this.#inString = false
      this.#readingKey = false
      return
    }
    if (this.#readingKey && this.#key.length < LONGEST_KEY) this.#key += this.#text[i]
  }

  #token(code: number, i: number): void {
    if (code === OPEN_OBJECT || code === OPEN_LIST) this.#open(code, i)
    else if (isClosing(code)) this.#close(code, i)
    else if (this.#inElement() && this.#closers.length > this.#listDepth) this.#inString = code === QUOTE
    else this.#between(code, i)
  }

  #inElement(): boolean {
    return this.#cutting?.at !== undefined
  }

  /** Outside of records that have brackets: separators, keys, and values without brackets. */
  #between(code: number, i: number): void {
    const inList = this.#listDepth > 0 && this.#closers.length === this.#listDepth
    if (code === COMMA) {
      if (inList) {
        if (this.#inElement()) this.#emit(i)
        this.#index += 1
      } else this.#keyWanted = this.#closers.at(-1) === OPEN_OBJECT + 2
    } else if (code === COLON) this.#keyWanted = false
    else {
      if (inList || this.#closers.length === 0) this.#begin(i)
      if (code !== QUOTE) return
      this.#inString = true
      this.#readingKey = this.#keyWanted
      if (this.#keyWanted) this.#key = ''
    }
  }

  #open(code: number, i: number): void {
    if (this.#closers.length === DEEPEST) {
      this.#break(i, `it is nested deeper than ${DEEPEST}`)
      return
    }
    const inElement = this.#inElement()
    if (!inElement && this.#closers.length === this.#listDepth) this.#begin(i)
    // In ASCII what closes a bracket stands two behind it.
    this.#closers.push(code + 2)
    if (this.#inElement()) return
    this.#names.push(this.#key)
    this.#keyWanted = code === OPEN_OBJECT
    if (code === OPEN_LIST) this.#openList(i)
    this.#key = ''
  }

  /** A list at the top, or one that is named: what is cut out are its elements, and no longer what is around it. */
  #openList(i: number): void {
    const name = this.#names.slice(1).join('.')
    const before = (): string => (this.#cutting?.text ?? '') + this.#text.slice(this.#from, i)
    if (this.#listDepth > 0 || (this.#names.length > 1 && !this.#isList(name, before()))) return
    this.#listDepth = this.#closers.length
    this.#listName = name
    this.#index = 0
    this.#cutting = undefined
  }

  #close(code: number, i: number): void {
    const closesList = this.#listDepth > 0 && this.#closers.length === this.#listDepth
    if (closesList && this.#inElement()) this.#emit(i)
    if (this.#closers.pop() !== code) {
      this.#break(i, 'a bracket closes what was not opened')
      return
    }
    if (this.#inElement()) {
      if (this.#closers.length === this.#listDepth) this.#emit(i + 1)
      return
    }
    this.#names.pop()
    this.#keyWanted = false
    if (closesList) this.#listDepth = 0
    if (this.#closers.length > 0) return
    if (this.#cutting !== undefined) this.#emit(i + 1)
    this.#valueLine = 0
  }

  #begin(i: number): void {
    if (this.#cutting !== undefined) {
      if (this.#closers.length > 0 || !this.#opens(i)) return
      this.#emit(i)
    }
    const at = this.#listDepth === 0 ? undefined : `${this.#listName}[${this.#index}]`
    if (at === undefined) this.#valueLine = this.#line
    this.#begun = true
    this.#cutting = { line: this.#line, at, text: '', length: 0 }
    this.#from = i
  }

  #opens(i: number): boolean {
    const code = this.#text.charCodeAt(i)
    return code === OPEN_OBJECT || code === OPEN_LIST
  }

  /** Takes what was read up to `to` into what is being cut out, as far as a record may be long. */
  #keep(to: number): void {
    const cutting = this.#cutting
    if (cutting === undefined) return
    cutting.length += to - this.#from
    if (cutting.length <= this.#longest) cutting.text += this.#text.slice(this.#from, to)
    else cutting.text = (cutting.text + this.#text.slice(this.#from, Math.min(to, this.#from + HEAD_OF_CUT_RECORD))).slice(0, HEAD_OF_CUT_RECORD)
    this.#from = to
  }

  #emit(to: number, broken?: string): void {
    this.#keep(to)
    const { line, at, text, length } = this.#cutting ?? { line: this.#valueLine === 0 ? this.#line : this.#valueLine, at: undefined, text: '', length: 0 }
    this.#frames.push({
      line, raw: text,
      ...(at === undefined ? {} : { at }),
      ...(length > this.#longest ? { cut: true } : {}),
      ...(broken === undefined ? {} : { broken }),
    })
    this.#cutting = undefined
    if (this.#closers.length === 0) this.#valueLine = 0
  }

  /** Says what is broken and forgets all that was open. */
  #break(i: number, reason: string): void {
    this.#emit(i, reason)
    this.#passing = true
    this.#inString = this.#escaped = this.#readingKey = this.#keyWanted = false
    this.#closers = []
    this.#names = []
    this.#listDepth = 0
    this.#valueLine = 0
  }
}

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import type { Place, Report } from './model-problem.ts'
import { alignScalar } from './align-scalar.ts'

export type YamlPath = readonly (string | number)[]

/** A YAML file as plain data, that still knows where each value stands. */
export class YamlFile {
  readonly path: string
  readonly data: unknown
  readonly text: string
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(path: string, text: string, document: Document, lines: LineCounter, data: unknown) {
    this.path = path
    this.text = text
    this.data = data
    this.#document = document
    this.#lines = lines
  }

  /** Of the value at a path; of the nearest thing around it when there is none. */
  at(path: YamlPath): Place {
    const found = this.#node(path)
    if (found?.range) return this.#place(found.range[0])
    return path.length === 0 ? { file: this.path, line: 1, column: 1 } : this.keyAt(path)
  }

  /** Of the key that a path ends with; of what should hold it when the key is missing. */
  keyAt(path: YamlPath): Place {
    const pair = this.#pair(path)
    const key = pair?.key as Node | undefined
    if (key?.range) return this.#place(key.range[0])
    const last = path.at(-1)
    return typeof last === 'number' && this.#node(path)?.range ? this.at(path) : this.at(path.slice(0, -1))
  }

  /** The expression at a path as it was written: a plain `5` or `true` stays what it is. */
  expression(path: YamlPath): string {
    const found = this.#node(path)
    if (!isScalar(found)) return ''
    return typeof found.value === 'string' ? found.value : (found.source ?? String(found.value))
  }

  /** Of the character at `offset` of the scalar at a path, whatever its quoting or folding. */
  insideAt(path: YamlPath, offset: number): Place {
    const found = this.#node(path)
    if (!isScalar(found) || !found.range) return this.at(path)
    const inside = alignScalar(this.text, found.range[0], found.range[1], this.expression(path), offset)
    return this.#place(inside)
  }

  /** Reads the key that a path ends with as another name from now on; it stands where it stood. */
  rename(path: YamlPath, name: string): void {
    const pair = this.#pair(path)
    if (isScalar(pair?.key)) pair.key.value = name
  }

  /** The lines that a value takes in the file, without their common indentation. */
  excerpt(path: YamlPath): string {
    const found = this.#node(path)
    if (!found?.range) return ''
    const from = this.text.lastIndexOf('\n', found.range[0] - 1) + 1
    const lines = `${' '.repeat(found.range[0] - from)}${this.text.slice(found.range[0], found.range[1])}`.trimEnd().split('\n')
    const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length))
    return lines.map((line) => line.slice(indent).trimEnd()).join('\n')
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.path, line: Math.max(1, line), column: Math.max(1, col) }
  }

  #pair(path: YamlPath): Pair | undefined {
    const parent = this.#node(path.slice(0, -1))
    const last = path.at(-1)
    return isMap(parent) ? parent.items.find((pair) => keyText(pair.key) === String(last)) : undefined
  }

  #node(path: YamlPath): Node | undefined {
    let here: unknown = this.#document.contents
    for (const step of path) {
      if (isAlias(here)) here = here.resolve(this.#document)
      if (isMap(here)) here = here.items.find((pair) => keyText(pair.key) === String(step))?.value
      else if (isSeq(here)) here = here.items[Number(step)]
      else return undefined
    }
    return (here ?? undefined) as Node | undefined
  }
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key))

/** Reads YAML 1.2 (core schema); undefined when it is so broken that nothing in it can be trusted. Warnings are problems: an unquoted expression reads as something else. */
export const parseYaml = (path: string, text: string, report: Report): YamlFile | undefined => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true, prettyErrors: false })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file: path, line: Math.max(1, line), column: Math.max(1, col) }
  }
  for (const error of document.errors) report('YAML_SYNTAX', place(error.pos[0]), { why: error.message })
  for (const warning of document.warnings) report('YAML_WARNING', place(warning.pos[0]), { why: `${warning.message}.` })
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return undefined
  try {
    return new YamlFile(path, text, document, lines, document.toJS())
  } catch (cause) {
    report('YAML_SYNTAX', place(0), { why: cause instanceof Error ? cause.message : String(cause) })
    return undefined
  }
}

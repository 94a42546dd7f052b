import { open, readdir, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import { makeFolder } from '../problems/make-folder.ts'
import { problem } from '../problems/problem.ts'
import type { EdgeImage, GraphChange, NodeImage, Property } from '../settle/graph-change.ts'
import { typeOfRef } from '../vocabulary/ref.ts'
import type { Watermark } from './apply-change.ts'
import { isStoredAsInteger } from './stored-as-integer.ts'

/** A graph as files for Neo4j's bulk importer. */
export interface GraphFiles {
  readonly folder: string
  /** Arguments of `neo4j-admin database import full`, to be run inside the folder. */
  readonly options: readonly string[]
}

/** What the files shall hold: nodes, edges and names, each given once. */
export interface GraphPart {
  readonly nodes: readonly NodeImage[]
  readonly edges: readonly EdgeImage[]
  readonly former: GraphChange['former']
}

export interface GraphFilesWriter {
  readonly write: (part: GraphPart) => Promise<void>
  /** The last: the place that the graph shows, and the parts that others wrote. */
  readonly finish: (watermark: Watermark, parts?: readonly PartFiles[]) => Promise<GraphFiles>
  /** Lets go of the files; what they hold stays. May be called after `finish` and twice. */
  readonly close: () => Promise<void>
}

/** Between the elements of a list. No text that was taken in holds it; any other character a kept attribute may. */
const BETWEEN = '\0'
const FLUSH_CHARACTERS = 1 << 18
/** The importer's own for a value; a longer one wants a larger buffer. */
const READ_BUFFER = 4 << 20

type Kind = 'string' | 'boolean' | 'long' | 'double' | 'string[]'

/** The type under which the same value would be stored by a statement. */
const kindOf = (name: string, value: Property): Kind => {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return isStoredAsInteger(name, value) ? 'long' : 'double'
  return 'string[]'
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const cellOf = (value: Property): string => {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return String(value)
  const joined = value.join(BETWEEN)
  // To the importer an empty list is no value, and a list of one empty text the same; the layout has neither.
  invariant(joined !== '' && !value.some((text) => text.includes(BETWEEN)), 'cellOf', 'a list is empty, or holds what separates its elements')
  return quoted(joined)
}

/** One file of rows and its header, which is known when the last row is: a row that ends early has no value in the columns after it. */
class Table {
  readonly #folder: string
  readonly #name: string
  /** Columns that every row has: ids. */
  readonly #fixed: readonly string[]
  readonly #columns = new Map<string, Kind>()
  #file: FileHandle | undefined
  #rows: string[] = []
  #characters = 0
  longest = 0

  constructor(folder: string, name: string, fixed: readonly string[]) {
    this.#folder = folder
    this.#name = name
    this.#fixed = fixed
  }

  /** A property is an integer here and a float there; a column is one of them. */
  takes(properties: Readonly<Record<string, Property>>): boolean {
    for (const name in properties) {
      const known = this.#columns.get(name)
      if (known !== undefined && known !== kindOf(name, properties[name] as Property)) return false
    }
    return true
  }

  async add(ids: readonly string[], properties: Readonly<Record<string, Property>>): Promise<void> {
    for (const name in properties) if (!this.#columns.has(name)) this.#columns.set(name, kindOf(name, properties[name] as Property))
    let row = ids.map(quoted).join('\t')
    let absent = ''
    for (const name of this.#columns.keys()) {
      const value = properties[name]
      if (value === undefined) absent += '\t'
      else {
        row += `${absent}\t${cellOf(value)}`
        absent = ''
      }
    }
    this.#rows.push(row)
    this.#characters += row.length
    this.longest = Math.max(this.longest, row.length)
    if (this.#characters >= FLUSH_CHARACTERS) await this.#flush()
  }

  async finish(): Promise<string> {
    await this.#flush()
    const header = await open(join(this.#folder, `${this.#name}.header`), 'w')
    await header.writeFile(`${[...this.#fixed, ...[...this.#columns].map(([name, kind]) => `${name}:${kind}`)].join('\t')}\n`)
    await header.close()
    await this.close()
    return `${this.#name}.header,${this.#name}.csv`
  }

  async close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }

  async #flush(): Promise<void> {
    this.#file ??= await open(join(this.#folder, `${this.#name}.csv`), 'w')
    if (this.#rows.length > 0) await this.#file.appendFile(`${this.#rows.join('\n')}\n`)
    this.#rows = []
    this.#characters = 0
  }
}

/** What cannot be written is refused with the folder and the reason; all else passes. */
const writing = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw /^E(NOSPC|DQUOT|ACCES|PERM|ROFS|NOTDIR|NAMETOOLONG|EXIST|NOENT|IO|FBIG|MFILE)$/.test(code) ? problem('FOLDER_NOT_WRITABLE', { folder, reason: (error as Error).message }, error) : error
  }
}

/** Tables by what they hold: the importer's argument for it, and one table for each way in which properties are typed. */
class Tables {
  readonly #folder: string
  /** Before the names of its files. */
  readonly #prefix: string
  readonly #byWhat = new Map<string, { readonly argument: string; readonly fixed: readonly string[]; readonly tables: Table[] }>()

  constructor(folder: string, prefix: string) {
    this.#folder = folder
    this.#prefix = prefix
  }

  async add(argument: string, fixed: readonly string[], ids: readonly string[], properties: Readonly<Record<string, Property>>): Promise<void> {
    const what = `${argument} ${fixed.join(' ')}`
    const kept = this.#byWhat.get(what) ?? { argument, fixed, tables: [] }
    this.#byWhat.set(what, kept)
    let table = kept.tables.find((one) => one.takes(properties))
    if (table === undefined) {
      table = new Table(this.#folder, `${this.#prefix}${[...this.#byWhat.keys()].indexOf(what)}-${kept.tables.length}`, fixed)
      kept.tables.push(table)
    }
    await table.add(ids, properties)
  }

  get longest(): number {
    return Math.max(0, ...[...this.#byWhat.values()].flatMap(({ tables }) => tables.map((table) => table.longest)))
  }

  async finish(): Promise<readonly string[]> {
    const options: string[] = []
    for (const { argument, tables } of this.#byWhat.values()) for (const table of tables) options.push(`${argument}=${await table.finish()}`)
    return options
  }

  async close(): Promise<void> {
    for (const { tables } of this.#byWhat.values()) for (const table of tables) await table.close()
  }
}

/** Nodes and edges in files of a folder, a part of a graph. */
export interface PartWriter {
  readonly write: (part: Pick<GraphPart, 'nodes' | 'edges'>) => Promise<void>
  readonly finish: () => Promise<PartFiles>
  /** As that of `GraphFilesWriter`. */
  readonly close: () => Promise<void>
}

/** Files of a part, as the importer is told of them from the folder of the whole. */
export interface PartFiles {
  readonly options: readonly string[]
  /** Characters of the longest row. */
  readonly longest: number
}

/** A folder of a graph's files that did not exist, or was empty: what somebody keeps in it is never removed. */
const emptyFolder = (folder: string): Promise<void> => writing(folder, async () => {
  makeFolder(folder)
  if ((await readdir(folder)).length > 0) throw problem('FOLDER_NOT_EMPTY', { folder, what: "a graph's files" })
})

const addPart = async (tables: Tables, model: Model, { nodes, edges }: Pick<GraphPart, 'nodes' | 'edges'>): Promise<void> => {
  for (const { ref, properties: { ref: _, ...properties } } of nodes) await tables.add(`--nodes=${typeOfRef(ref)}:Entity`, ['ref:ID(Entity)'], [ref], properties)
  for (const { kindId, from, to, properties } of edges) {
    const kind = model.edgeKinds.get(kindId)
    invariant(kind !== undefined, 'addPart', `the model has no relation ${kindId}`)
    await tables.add(`--relationships=${kind.name}`, [':START_ID(Entity)', ':END_ID(Entity)'], [from, to], properties)
  }
}

/** A part of a graph, written beside others into a folder of its own, `part` below that of the whole. */
export const openPartFiles = async (whole: string, part: string, model: Model): Promise<PartWriter> => {
  const folder = join(whole, part)
  await emptyFolder(folder)
  const tables = new Tables(whole, `${part}/`)
  return {
    write: (one) => writing(folder, () => addPart(tables, model, one)),
    finish: () => writing(folder, async () => ({ options: await tables.finish(), longest: tables.longest })),
    close: () => tables.close(),
  }
}

/** Writes a graph into a folder that is made, or was empty. Each property gets the type that `applyChange` would have stored it under. Memory: names of former identifiers, and a quarter of a million characters a file. */
export const openGraphFiles = async (folder: string, model: Model): Promise<GraphFilesWriter> => {
  await emptyFolder(folder)
  const tables = new Tables(folder, '')
  /** An identifier that several entities had is one node. */
  const identifiers = new Map<string, string>()
  const nameFormer = async ({ ref, scheme, value }: GraphChange['former'][number]): Promise<void> => {
    const type = typeOfRef(ref)
    const key = JSON.stringify([type, scheme, value])
    let id = identifiers.get(key)
    if (id === undefined) {
      id = String(identifiers.size)
      identifiers.set(key, id)
      await tables.add('--nodes=FormerIdentifier', [':ID(FormerIdentifier)'], [id], { type, scheme, value })
    }
    await tables.add('--relationships=NAMED', [':START_ID(FormerIdentifier)', ':END_ID(Entity)'], [id, ref], {})
  }
  return {
    write: (part) => writing(folder, async () => {
      await addPart(tables, model, part)
      for (const one of part.former) if (!one.shown) await nameFormer(one)
    }),
    finish: (watermark, parts = []) => writing(folder, async () => {
      await tables.add('--nodes=Applied', [':ID(Applied)'], ['one'], { one: true, ...watermark })
      const options = ['--id-type=string', '--delimiter=TAB', '--array-delimiter=U+0000', '--multiline-fields=true', '--multiline-fields-format=v1', '--bad-tolerance=0', ...parts.flatMap((part) => part.options), ...(await tables.finish())]
      const longest = Math.max(tables.longest, ...parts.map((part) => part.longest))
      return { folder, options: longest * 4 > READ_BUFFER ? [`--read-buffer-size=${longest * 4}`, ...options] : options }
    }),
    close: () => tables.close(),
  }
}

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadModel } from '../../src/model/load-model.ts'
import { BAKERY, type Edits } from './broken-bakery.ts'

/** A replacement in the bakery as it is: `from` and `to` are offsets in its file. */
interface Cut { readonly from: number; readonly to: number; readonly text: string }

/** Edits as places of the untouched bakery, so that several can be made at once; null deletes a file, a text makes or replaces one. */
type Changes = ReadonlyMap<string, readonly Cut[] | string | null>

/** A problem as `code file:offset`, the offset within the file as edited. */
interface Said { readonly code: string; readonly file: string; readonly offset: number }

const changesOf = async (edits: Edits): Promise<Changes> =>
  new Map(await Promise.all(Object.entries(edits).map(async ([file, edit]): Promise<[string, readonly Cut[] | string | null]> => {
    if (edit === null || typeof edit === 'string') return [file, edit]
    const text = await readFile(join(BAKERY, file), 'utf8')
    return [file, edit.map(([from, to]) => ({ from: text.indexOf(from), to: text.indexOf(from) + from.length, text: to }))]
  })))

const overlap = (a: Changes, b: Changes): boolean =>
  [...a].some(([file, one]) => {
    const other = b.get(file)
    if (other === undefined) return false
    if (one === null || other === null || typeof one === 'string' || typeof other === 'string') return true
    return one.some((x) => other.some((y) => x.from < y.to && y.from < x.to))
  })

/** Where a character of a file with `own` cuts stands once `others` are made too. */
const shift = (offset: number, own: readonly Cut[], others: readonly Cut[]): number =>
  others.reduce((at, cut) => {
    const start = own.reduce((here, before) => (before.from < cut.from ? here + before.text.length - (before.to - before.from) : here), cut.from)
    const length = cut.to - cut.from
    return offset >= start + length ? at + cut.text.length - length : at
  }, offset)

const cutsOf = (changes: Changes, file: string): readonly Cut[] => {
  const found = changes.get(file)
  return found === undefined || found === null || typeof found === 'string' ? [] : found
}

/** A mistake with what is said of it alone. */
export interface Broken { readonly title: string; readonly changes: Changes; readonly said: readonly Said[] }

export const inDifferentPlaces = (a: Broken, b: Broken): boolean => !overlap(a.changes, b.changes)

const show = ({ code, file, offset }: Said): string => `${code} ${file}@${offset}`
const original = (file: string): Promise<string | undefined> => readFile(join(BAKERY, file), 'utf8').catch(() => undefined)

/** A file with all that is changed in it; undefined when one change deletes it. */
const textOf = async (file: string, all: readonly Changes[]): Promise<string | undefined> => {
  const whole = all.map((changes) => changes.get(file)).find((change) => change === null || typeof change === 'string')
  if (whole !== undefined) return typeof whole === 'string' ? whole : undefined
  const cuts = all.flatMap((changes) => cutsOf(changes, file)).toSorted((a, b) => b.from - a.from)
  return cuts.reduce((text, cut) => text.slice(0, cut.from) + cut.text + text.slice(cut.to), (await original(file)) ?? '')
}

const offsetIn = (text: string, line: number, column: number): number =>
  text.split('\n').slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, column - 1)

/** A copy of the bakery in which mistakes are made and mended again, one load after the other. */
export class BrokenFolder {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(): Promise<BrokenFolder> {
    const folder = await mkdtemp(join(tmpdir(), 'osl-mistakes-'))
    await cp(BAKERY, folder, { recursive: true })
    return new BrokenFolder(folder)
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  async break(title: string, edits: Edits): Promise<Broken> {
    const changes = await changesOf(edits)
    return { title, changes, said: await this.#load([changes]) }
  }

  /** What loading with all of `broken` says too little (`-`) and too much (`+`) against what is said of each alone. */
  async together(broken: readonly Broken[]): Promise<readonly string[]> {
    const found = (await this.#load(broken.map(({ changes }) => changes))).map(show)
    const wanted = broken.flatMap((one) => one.said.map((said) => {
      const others = broken.filter((other) => other !== one).flatMap((other) => cutsOf(other.changes, said.file))
      return show({ ...said, offset: shift(said.offset, cutsOf(one.changes, said.file), others) })
    }))
    return [...wanted.filter((one) => !found.includes(one)).map((one) => `- ${one}`), ...found.filter((one) => !wanted.includes(one)).map((one) => `+ ${one}`)]
  }

  async #load(all: readonly Changes[]): Promise<readonly Said[]> {
    const files = [...new Set(all.flatMap((changes) => [...changes.keys()]))]
    const texts = new Map(await Promise.all(files.map(async (file) => [file, await textOf(file, all)] as const)))
    const made: string[] = []
    for (const [file, text] of texts) made.push(...(await this.#put(file, text)))
    const loaded = await loadModel(this.#folder)
    for (const file of files) await this.#put(file, await original(file))
    for (const folder of made) await rm(folder, { recursive: true })
    const places = loaded.ok ? [] : loaded.problems
    return Promise.all(places.map(async ({ code, file, line, column }) => ({ code, file, offset: offsetIn(texts.get(file) ?? (await original(file)) ?? '', line, column) })))
  }

  /** Writes or removes a file; gives the folder that had to be made for it. */
  async #put(file: string, text: string | undefined): Promise<readonly string[]> {
    const path = join(this.#folder, file)
    if (text === undefined) {
      await rm(path)
      return []
    }
    const made = await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    return made === undefined ? [] : [made]
  }
}

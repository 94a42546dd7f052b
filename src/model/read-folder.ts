import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMap, isNode, isScalar, parseDocument } from 'yaml'
import type { Report } from './model-problem.ts'

/** A file of the model, its path relative to the folder with forward slashes. */
export interface ModelFile {
  readonly path: string
  readonly text: string
  /** The folder `domains/<domain>/` it stands in. */
  readonly domain?: string
}

export interface ModelFiles {
  readonly manifest?: ModelFile
  readonly sdl: readonly ModelFile[]
  readonly states: readonly ModelFile[]
  readonly sources: readonly ModelFile[]
  readonly definitions: readonly ModelFile[]
  readonly derivations: readonly ModelFile[]
  readonly translations: readonly ModelFile[]
  readonly arbitration: readonly ModelFile[]
  readonly recall?: ModelFile
  /** JSON schemas that records are judged by. */
  readonly schemas: readonly ModelFile[]
  /** Folders under domains/. */
  readonly domains: readonly string[]
  /** Files that are there and cannot be read: what they declare is not known to be missing. */
  readonly unreadable: readonly string[]
  /** Of everything but definitions, derivations and arbitration, which have numbers and a life of their own in the journal, and what recall.yaml says of files for people: nothing that is kept comes of that. */
  readonly fingerprint: string
  /** As earlier releases took it: of all that recall.yaml says, of derivations too, and of both. */
  readonly formerFingerprints: readonly string[]
}

const DEFINITIONS = 'definitions'
const DERIVATIONS = 'derivations'
const ARBITRATION = 'arbitration'
const RECALL = 'recall.yaml'
const DOMAIN_NAME = /^[a-z][a-z0-9_]*$/
interface Entry { readonly name: string; readonly isFolder: boolean }

const ignored = ({ name, isFolder }: Entry): boolean => name.startsWith('.') || (!isFolder && /\.(md|txt)$/i.test(name))

/** Links count as what they lead to. */
const list = async (folder: string): Promise<readonly Entry[]> => {
  const found = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return []
    throw cause
  })
  const entries = await Promise.all(found.map(async (entry): Promise<Entry> => {
    const target = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => undefined) : entry
    return { name: entry.name, isFolder: target?.isDirectory() ?? false }
  }))
  return entries.filter((entry) => !ignored(entry)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

const whyUnreadable = (cause: NodeJS.ErrnoException): string => (cause.code === undefined || cause.code.startsWith('ERR_') ? 'it is not valid UTF-8' : cause.code)

class FolderReader {
  readonly #root: string
  readonly #report: Report
  readonly #bytes = new Map<string, Buffer>()
  readonly unreadable: string[] = []

  constructor(root: string, report: Report) {
    this.#root = root
    this.#report = report
  }

  list(path: string): Promise<readonly Entry[]> {
    return list(join(this.#root, path))
  }

  unknown(path: string, name: string, wanted: string): void {
    this.#report('FILE_UNKNOWN', { file: path, line: 1, column: 1 }, { name, wanted })
  }

  badName(path: string, what: string, name: string, wanted: string): void {
    this.#report('BAD_NAME', { file: path, line: 1, column: 1 }, { what, name, wanted })
  }

  async read(path: string, domain?: string): Promise<ModelFile[]> {
    try {
      const bytes = await readFile(join(this.#root, path))
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      this.#bytes.set(path, bytes)
      return [{ path, text, ...(domain === undefined ? {} : { domain }) }]
    } catch (cause) {
      this.unreadable.push(path)
      this.#report('FILE_UNREADABLE', { file: path, line: 1, column: 1 }, { why: whyUnreadable(cause as NodeJS.ErrnoException) })
      return []
    }
  }

  /** Every file of one folder that ends so; anything else there is said. */
  async readAll(path: string, ending: '.yaml' | '.json', domain?: string): Promise<ModelFile[]> {
    const files: ModelFile[] = []
    for (const entry of await this.list(path)) {
      const at = `${path}/${entry.name}`
      if (entry.isFolder || !entry.name.endsWith(ending)) this.unknown(at, entry.name, `files that end in ${ending}`)
      else files.push(...(await this.read(at, domain)))
    }
    return files
  }

  /** Names and bytes in name order, each preceded by its length, so that no two folders run together. */
  fingerprint(counts: (path: string) => boolean, cut = (_path: string, bytes: Buffer): Buffer => bytes): string {
    const hash = createHash('sha256')
    for (const path of [...this.#bytes.keys()].filter(counts).sort()) {
      const bytes = cut(path, this.#bytes.get(path) ?? Buffer.alloc(0))
      hash.update(`${path.length}:${path}:${bytes.length}:`).update(bytes)
    }
    return hash.digest('hex').slice(0, 16)
  }
}

/** recall.yaml without its section `report`; as it stands where it is no YAML. */
const withoutReport = (path: string, bytes: Buffer): Buffer => {
  if (path !== RECALL) return bytes
  const text = bytes.toString('utf8')
  const { contents } = parseDocument(text, { logLevel: 'silent' })
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === 'report') : undefined
  if (pair === undefined || !isNode(pair.key) || !isNode(pair.value)) return bytes
  const [from, to] = [pair.key.range?.[0] ?? text.length, pair.value.range?.[2] ?? text.length]
  return Buffer.from(text.slice(0, from) + text.slice(to))
}

const readDomain = async (reader: FolderReader, name: string, domain: string) => {
  const sdl: ModelFile[] = []
  const states: ModelFile[] = []
  const sources: ModelFile[] = []
  const folder = `domains/${name}`
  for (const entry of await reader.list(folder)) {
    const path = `${folder}/${entry.name}`
    if (entry.isFolder && entry.name === 'sources') sources.push(...(await reader.readAll(path, '.yaml', domain)))
    else if (!entry.isFolder && entry.name.endsWith('.graphql')) sdl.push(...(await reader.read(path, domain)))
    else if (!entry.isFolder && entry.name === 'states.yaml') states.push(...(await reader.read(path, domain)))
    else reader.unknown(path, entry.name, 'entities.graphql or other *.graphql, states.yaml, a folder sources/')
  }
  return { sdl, states, sources }
}

/** Reads every file that bears meaning, and nothing else; undefined when there is no such folder. */
export const readFolder = async (root: string, report: Report): Promise<ModelFiles | undefined> => {
  const found = await stat(root).catch(() => undefined)
  if (!found?.isDirectory()) {
    report('FOLDER_MISSING', { file: '.', line: 1, column: 1 }, { folder: root })
    return undefined
  }
  const reader = new FolderReader(root, report)
  const names = (await reader.list('.')).map(({ name }) => name)
  const hasManifest = names.includes('model.yaml')
  if (!hasManifest) report('FILE_MISSING', { file: 'model.yaml', line: 1, column: 1 }, { name: 'model.yaml', what: 'it names the model, its time zone and its canonical states' })
  const [manifest] = hasManifest ? await reader.read('model.yaml') : []
  const [recall] = names.includes(RECALL) ? await reader.read(RECALL) : []
  const domains: string[] = []
  const files = { sdl: [] as ModelFile[], states: [] as ModelFile[], sources: [] as ModelFile[] }
  for (const entry of await reader.list('domains')) {
    const path = `domains/${entry.name}`
    if (!entry.isFolder) reader.unknown(path, entry.name, 'a folder for each domain')
    else {
      // A name in capitals is judged as what it must have meant, so that all it declares is not called unknown elsewhere.
      const name = entry.name.toLowerCase()
      if (!DOMAIN_NAME.test(entry.name)) reader.badName(path, 'domain', entry.name, 'a lower-case word of letters, digits and _')
      if (!DOMAIN_NAME.test(name)) continue
      domains.push(name)
      const domain = await readDomain(reader, entry.name, name)
      files.sdl.push(...domain.sdl)
      files.states.push(...domain.states)
      files.sources.push(...domain.sources)
    }
  }
  const definitions = await reader.readAll(DEFINITIONS, '.yaml')
  const derivations = await reader.readAll(DERIVATIONS, '.yaml')
  const translations = await reader.readAll('translations', '.yaml')
  const arbitration = await reader.readAll(ARBITRATION, '.yaml')
  const schemas = await reader.readAll('schemas', '.json')
  const without = (folders: readonly string[], cut?: typeof withoutReport): string => reader.fingerprint((path) => !folders.some((folder) => path.startsWith(`${folder}/`)), cut)
  return { ...(manifest ? { manifest } : {}), ...(recall ? { recall } : {}), ...files, definitions, derivations, translations, arbitration, schemas, domains, unreadable: reader.unreadable, fingerprint: without([DEFINITIONS, DERIVATIONS, ARBITRATION], withoutReport), formerFingerprints: [[DEFINITIONS, DERIVATIONS, ARBITRATION], [DEFINITIONS, ARBITRATION], [ARBITRATION]].map((folders) => without(folders)) }
}

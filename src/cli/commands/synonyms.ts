import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { foldSpelling } from '../../model/build-states.ts'
import type { Model } from '../../model/model.ts'
import { putSpelling } from '../../model/put-spelling.ts'
import { typeNamed } from '../../model/type-named.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { replaceFile } from '../replace-file.ts'
import { pageCount } from '../page-count.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface SynonymsFlags extends CommonFlags {
  readonly map?: readonly string[]
  readonly source?: string
  readonly type?: string
  readonly first?: string
}

const QUESTION = `query Spellings($source: String, $type: String, $first: Int) {
  unknownSpellings(source: $source, type: $type, first: $first) { totalCount nodes { source type spelling count firstAt lastAt nearest } }
}`
const shape = z.object({ unknownSpellings: z.object({ totalCount: z.number(), nodes: z.array(z.object({ source: z.string(), type: z.string(), spelling: z.string(), count: z.number(), firstAt: z.string(), lastAt: z.string(), nearest: z.array(z.string()) })) }) })

/** Lists words for states that no vocabulary knows; with --map adds some to the model folder. */
export const synonyms = (flags: SynonymsFlags): Promise<number> => (flags.map === undefined ? listSpellings(flags) : mapSpellings(flags, flags.map))

const listSpellings = async (flags: SynonymsFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const first = pageCount(flags.first)
  const listed = shape.parse(await withHeldDoor(settings, (url) => dataOf(url, QUESTION, { source: flags.source ?? null, type: flags.type ?? null, first }))).unknownSpellings
  if (settings.json) printJson(listed)
  else {
    for (const { source, type, spelling, count, firstAt, lastAt, nearest: near } of listed.nodes) {
      print(harmless(`${source} ${type} '${spelling}': ${count} ${count === 1 ? 'record' : 'records'}, ${firstAt === lastAt ? firstAt : `${firstAt} to ${lastAt}`}; ${near.length === 0 ? 'no state is like it' : `nearest: ${near.join(', ')}`}`))
    }
    print(`${listed.nodes.length} of ${listed.totalCount} unknown spellings${listed.nodes.length === 0 ? '' : `; --map '<spelling>=<type>.<state>' adds one to the model`}`)
  }
  return 0
}

interface Mapping {
  readonly spelling: string
  readonly type: string
  readonly local: string
  readonly domain: string
}

const WANTED = 'a spelling, = and a state, as type.state or alone where one type has it'

/** `<spelling>=<type>.<state>`, or `<spelling>=<state>` where one type has that state. What stands behind the last = is the state. */
const readMapping = (model: Model, given: string, onlyType: string | undefined): Mapping => {
  const at = given.lastIndexOf('=')
  const [spelling, target] = [given.slice(0, Math.max(0, at)).trim(), given.slice(at + 1).trim()]
  const refuse = (wanted: string): Error => problem('BAD_ARGUMENT', { argument: '--map', value: `'${given}'`, wanted })
  if (spelling === '' || target === '') throw refuse(WANTED)
  const dot = target.indexOf('.')
  const said = model.types.has(target.slice(0, Math.max(0, dot))) ? target.slice(0, dot) : undefined
  const local = said === undefined ? target : target.slice(dot + 1)
  const types = said === undefined && onlyType === undefined ? [...model.types.values()] : [typeNamed(model, said ?? onlyType ?? '')]
  const having = types.flatMap(({ name, states }) => (states?.states.has(local) === true ? [{ spelling, type: name, local, domain: states.domain }] : []))
  const [mapping] = having
  if (mapping === undefined) {
    const known = types.flatMap(({ name, states }) => [...states?.states.keys() ?? []].map((one) => `${name}.${one}`))
    const near = nearest(`${said ?? onlyType ?? ''}.${local}`, known)
    throw refuse(`${WANTED}; of the model's states ${(near.length > 0 ? near : known.slice(0, 20)).join(', ')}`)
  }
  if (having.length > 1) throw refuse(`one type's state: ${having.map(({ type }) => `${type}.${local}`).join(', ')}`)
  return mapping
}

/** Whether a spelling is to be added; false: the state has it already. SPELLING_TAKEN where it means another. */
const isNew = (model: Model, { spelling, type, local }: Mapping): boolean => {
  const known = typeNamed(model, type).states?.spellings.get(foldSpelling(spelling))
  if (known !== undefined && known !== local) throw problem('SPELLING_TAKEN', { spelling, type, known, wanted: local })
  return known === undefined
}

const refuseTwice = (mappings: readonly Mapping[]): void => {
  for (const { spelling, type, local } of mappings) {
    const other = mappings.find((one) => one.type === type && foldSpelling(one.spelling) === foldSpelling(spelling) && one.local !== local)
    if (other !== undefined) throw problem('SPELLING_TAKEN', { spelling, type, known: other.local, wanted: local })
  }
}

const mapSpellings = async (flags: SynonymsFlags, given: readonly string[]): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const model = await loadCheckedModel(settings.modelFolder)
  const mappings = given.map((one) => readMapping(model, one, flags.type))
  refuseTwice(mappings)
  const unlike = [...new Map(mappings.map((one) => [`${one.type} ${foldSpelling(one.spelling)}`, one])).values()]
  const fresh = unlike.filter((one) => isNew(model, one))
  for (const [domain, of] of Map.groupBy(fresh, (one) => one.domain)) {
    const path = join(settings.modelFolder, 'domains', domain, 'states.yaml')
    await replaceFile(path, of.reduce((text, { type, local, spelling }) => putSpelling(text, type, local, spelling), await readFile(path, 'utf8')))
  }
  const written = unlike.map((one) => ({ spelling: one.spelling, type: one.type, state: one.local, file: `domains/${one.domain}/states.yaml`, added: fresh.includes(one) }))
  if (settings.json) {
    printJson(written)
    return 0
  }
  for (const { spelling, type, state: local, file, added } of written) print(harmless(added ? `'${spelling}' means ${type} ${local} from now on (${file})` : `'${spelling}' means ${type} ${local} already`))
  if (fresh.length > 0) print('Next: osl check; stop whoever serves the world, osl rebuild graph, serve again; then osl rejects retry takes the records in.')
  return 0
}

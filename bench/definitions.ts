import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { loadCheckedModel } from '../src/cli/load-checked-model.ts'
import { MODEL, scratchHome } from './folders.ts'
import type { MedtechData } from './medtech-data.ts'
import { say } from './say.ts'
import { addressOf, openBenchWorld, startEmptyStores } from './stores.ts'
import { settleTwice } from './write.ts'

export interface DefinitionsFigure {
  readonly definitions: number
  readonly events: number
  /** Milliseconds in which all of them were settled and applied, by stores that had done it once, and processor time of this process meanwhile. */
  readonly ms: number
  readonly cpuMs: number
}

const COUNTS = [1, 5, 20]
/** Those that others use before them. */
const WORDS = ['completed', 'cancelled', 'shipped', 'delivered-in-full', 'on-time', 'late', 'at-risk', 'returned', 'revenue-recognised', 'matched']

/** The reference model with so many definitions, of each the version in force: the first of its ten, then the same under other names. */
const writeModel = async (folder: string, count: number): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  await cp(join(MODEL, 'model'), folder, { recursive: true, dereference: true })
  await rm(join(folder, 'definitions'), { recursive: true })
  await mkdir(join(folder, 'definitions'))
  for (let n = 0; n < count; n += 1) {
    const word = WORDS[n % WORDS.length] ?? ''
    const name = n < WORDS.length ? word : `${word}-again`
    const { versions, ...head } = parse(await readFile(join(MODEL, 'model/definitions', `${word}.yaml`), 'utf8')) as { readonly versions: readonly { readonly lifecycle: string }[] }
    await writeFile(join(folder, 'definitions', `${name}.yaml`), stringify({ ...head, definition: name, versions: versions.filter(({ lifecycle }) => lifecycle === 'ACTIVE') }))
  }
}

/** What taking the same records in costs with more and more active definitions. */
export const benchDefinitions = async (data: MedtechData): Promise<readonly DefinitionsFigure[]> => {
  const figures: DefinitionsFigure[] = []
  for (const definitions of COUNTS) {
    const folder = `${scratchHome('definitions')}-model`
    await writeModel(folder, definitions)
    const servers = await startEmptyStores(scratchHome('definitions'))
    try {
      const world = await openBenchWorld(await loadCheckedModel(folder), addressOf(servers))
      try {
        figures.push({ definitions, ...(await settleTwice(world, servers, data)) })
        say(`${definitions} definitions: settled and applied in ${((figures.at(-1)?.ms ?? 0) / 1_000).toFixed(1)} s`)
      } finally {
        await world.close()
      }
    } finally {
      await servers.stop()
    }
  }
  return figures
}

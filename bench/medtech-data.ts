import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateMedtech, type Manifest } from '../examples/medtech/generate.ts'
import { dataFolder, type World } from './folders.ts'
import { say } from './say.ts'
import { loadMedtechModel } from './stores.ts'

export interface MedtechData {
  readonly folder: string
  readonly manifest: Manifest
  readonly records: number
}

const SEED = 1

const readManifest = async (folder: string): Promise<Manifest | undefined> => {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The exports of a world of this size: generated once, the same bytes ever after. The manifest is written last, so where it stands all does. */
export const prepareData = async (world: World): Promise<MedtechData> => {
  const folder = dataFolder(world, (await loadMedtechModel()).fingerprint)
  let manifest = await readManifest(folder)
  if (manifest === undefined) {
    say(`generating ${world.orders} orders`)
    manifest = await generateMedtech({ ...world, seed: SEED, out: folder })
  }
  return { folder, manifest, records: manifest.files.reduce((sum, file) => sum + file.records, 0) }
}

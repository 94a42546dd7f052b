import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadModel, type LoadedModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'

/** What a folder of these files is loaded as. */
export const loadFiles = async (files: Readonly<Record<string, string>>): Promise<LoadedModel> => {
  const folder = await mkdtemp(join(tmpdir(), 'osl-files-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await loadModel(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A folder of these files, which are sound. */
export const loadSoundFiles = async (files: Readonly<Record<string, string>>): Promise<Model> => {
  const loaded = await loadFiles(files)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 1))
  return loaded.model
}

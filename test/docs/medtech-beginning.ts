import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateMedtech } from '../../examples/medtech/generate.ts'

/** Exports are written as orders are told, so the first part of every file tells all of the first orders. Master data is short and taken whole. */
const PART = 0.16
const SHORT = 140

/** The first orders of the default world, with everything that its systems say of them, in reading order. */
export const medtechBeginning = async (folder: string): Promise<readonly { readonly source: string; readonly path: string }[]> => {
  const { files } = await generateMedtech({ orders: 1_000, seed: 1, out: folder })
  return Promise.all(files.map(async ({ source, file }) => {
    const path = join(folder, file)
    const lines = (await readFile(path, 'utf8')).split('\n')
    if (lines.length > SHORT) await writeFile(path, `${lines.slice(0, Math.ceil(lines.length * PART)).join('\n')}\n`)
    return { source, path }
  }))
}

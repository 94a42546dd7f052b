import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadModel } from '../../src/model/load-model.ts'
import type { ModelProblem } from '../../src/model/model-problem.ts'

export const BAKERY = fileURLToPath(new URL('../../examples/bakery', import.meta.url))

/** By file: what to replace by what, a whole new text, or null to delete. */
export type Edits = Readonly<Record<string, string | null | readonly (readonly [from: string, to: string])[]>>

/** What is broken, how, and everything that is said of it: code file:line:column. */
export type Mistake = readonly [title: string, edits: Edits, ...expected: string[]]

const apply = async (folder: string, edits: Edits): Promise<void> => {
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(folder, file)
    if (edit === null) {
      await rm(path, { recursive: true })
    } else if (typeof edit === 'string') {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, edit)
    } else {
      let text = await readFile(path, 'utf8')
      for (const [from, to] of edit) {
        if (!text.includes(from)) throw new Error(`${file} has no '${from}' to replace`)
        text = text.replace(from, () => to)
      }
      await writeFile(path, text)
    }
  }
}

/** A copy of the bakery with edits, for as long as `use` runs. */
export const withBakery = async <T>(edits: Edits, use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'osl-model-'))
  try {
    await cp(BAKERY, folder, { recursive: true })
    await apply(folder, edits)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const problemsOf = (edits: Edits): Promise<readonly ModelProblem[]> =>
  withBakery(edits, async (folder) => {
    const loaded = await loadModel(folder)
    return loaded.ok ? [] : loaded.problems
  })

/** `CODE file:line:column`, in order. */
export const placesOf = async (edits: Edits): Promise<readonly string[]> =>
  (await problemsOf(edits)).map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)

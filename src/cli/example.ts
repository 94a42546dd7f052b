import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { z } from 'zod'
import type { Example } from '../gateway/graphiql/example.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'

/** A file of a world's data and the source that reads it. */
export interface ExampleFile {
  readonly source: string
  readonly path: string
}

const manifestShape = z.object({ files: z.array(z.object({ source: z.string(), file: z.string() })) })

/** Questions of a world, from `questions/*.graphql` in name order; a file's first comment is its title. */
export const readExamples = async (worldFolder: string): Promise<readonly (Example & { readonly file: string })[]> => {
  const folder = join(worldFolder, 'questions')
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort()
  return Promise.all(names.map(async (name) => {
    const query = await readFile(join(folder, name), 'utf8')
    return { title: /^#\s*(.+)$/m.exec(query)?.[1] ?? parse(name).name, query, file: `questions/${name}` }
  }))
}

/** The data a world comes with: `data/`, or what the world's `data.ts` writes when run with `--out`. Undefined when the world has none. */
export const prepareExample = async (worldFolder: string, home: string, model: Model, signal?: AbortSignal): Promise<readonly ExampleFile[] | undefined> => {
  const program = join(worldFolder, 'data.ts')
  if (!existsSync(program)) return existsSync(join(worldFolder, 'data')) ? listFiles(join(worldFolder, 'data'), model) : undefined
  const out = join(home, 'example')
  await runProgram(program, out, signal)
  return listFiles(out, model)
}

/** The files of a folder with their sources: as a manifest.json beside them lists them (`{ files: [{ source, file }] }`, in reading order), else those that are named by a source. */
export const listFiles = async (folder: string, model: Model): Promise<readonly ExampleFile[]> => {
  const manifest = join(folder, 'manifest.json')
  if (existsSync(manifest)) {
    const read = manifestShape.safeParse(await readFile(manifest, 'utf8').then(JSON.parse).catch(() => undefined))
    if (!read.success) throw problem('BAD_ARGUMENT', { argument: manifest, value: 'of another form', wanted: '{ "files": [{ "source": …, "file": … }] }, in the order to read them' })
    return read.data.files.map(({ source, file }) => ({ source, path: join(folder, file) }))
  }
  return (await readdir(folder)).sort().filter((name) => model.sources.has(parse(name).name)).map((name) => ({ source: parse(name).name, path: join(folder, name) }))
}

const runProgram = async (program: string, out: string, signal: AbortSignal | undefined): Promise<void> => {
  const child = spawn(process.execPath, [program, '--out', out], { stdio: ['ignore', 'ignore', 'pipe'], ...(signal === undefined ? {} : { signal }) })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2_000)
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw problem('EXAMPLE_FAILED', { program, reason: errors.trim() || `exit code ${code ?? 'none'}` })
}

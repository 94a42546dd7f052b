import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const pageFolder = join(import.meta.dirname, 'page')

const entryPoints = {
  main: join(pageFolder, 'main.tsx'),
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
}

/** Names a build by all that goes into it: the page's own text and the packages' versions. */
export const playgroundFingerprint = (): string => {
  const hash = createHash('sha256')
  for (const file of readdirSync(pageFolder).sort()) hash.update(file).update(readFileSync(join(pageFolder, file)))
  for (const name of ['esbuild', 'graphiql', 'monaco-editor', 'react']) {
    const { version } = require(`${name}/package.json`) as { version: string }
    hash.update(`${name}@${version}`)
  }
  return hash.digest('hex').slice(0, 12)
}

/**
 * Bundles the page into `folder` unless it is there. Built by the first program that needs it rather than committed (5 MB of
 * others' code) or built by an install script (npm may block those, and an install without a browser has no use for it).
 * The folder appears whole or not at all, so two programs may build at once.
 */
export const buildPlayground = async (folder: string): Promise<void> => {
  if (existsSync(folder)) return
  const { build } = await import('esbuild')
  const draft = `${folder}.${randomUUID()}`
  await mkdir(draft, { recursive: true })
  try {
    await build({
      entryPoints,
      outdir: draft,
      absWorkingDir: pageFolder,
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      legalComments: 'linked',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file' },
      logLevel: 'silent',
    })
    await rename(draft, folder).catch((cause: unknown) => {
      if (!existsSync(folder)) throw cause
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

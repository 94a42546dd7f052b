import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { sharedStores } from './open-example.ts'
import { readPage, type Step } from './read-page.ts'
import { openTerminal, type Terminal } from './run-commands.ts'
import { differences, missingLines } from './shown.ts'

const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    server.close(() => resolve(port))
  })
})

/** A script may say with what it ends; without a word it must succeed. */
const codeOf = (script: string): number => Number(/# exits with (\d+)/.exec(script)?.[1] ?? 0)

const titleOf = (step: Step): string => {
  const of = step.kind === 'file' ? `writes ${step.path}` : step.kind === 'shell' ? `runs ${step.script.split('\n')[0] ?? ''}` : `asks ${step.query.replace(/\s+/g, ' ').slice(0, 60)}`
  return `line ${step.line} ${of}`
}

describe.each(['own-model.md'])('docs/%s, followed from top to end', (page) => {
  const steps = readPage(readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8'))
  let terminal: Terminal
  let folder: string
  let port = 0
  /** Pages speak of the port that people have. */
  const here = (text: string): string => text.replaceAll('127.0.0.1:4000', `127.0.0.1:${port}`)

  beforeAll(async () => {
    await emptyStores(await testServers())
    folder = await mkdtemp(join(tmpdir(), 'osl-docs-home-'))
    port = await freePort()
    terminal = await openTerminal({ ...await sharedStores(), OSL_HOME: join(folder, 'home'), OSL_PORT: String(port) })
  })
  afterAll(async () => {
    await terminal?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = async (query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })).json()

  it.each(steps.map((step) => ({ step, title: titleOf(step) })))('$title', async ({ step }) => {
    if (step.kind === 'file') await terminal.write(step.path, step.text)
    else if (step.kind === 'question') expect(differences(step.shown, await ask(step.query, step.variables))).toEqual([])
    else {
      const { text, code } = await terminal.run(here(step.script))
      expect({ missing: missingLines(here(step.shown ?? '…'), text), code }, text).toEqual({ missing: [], code: codeOf(step.script) })
    }
  })
})

import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { follow } from './follow-page.ts'
import { medtechBeginning } from './medtech-beginning.ts'
import { openExample, type OpenExample } from './open-example.ts'
import { readPage } from './read-page.ts'
import { openTerminal, type Terminal } from './run-commands.ts'

let folder: string
let example: OpenExample
let terminal: Terminal

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-docs-'))
  example = await openExample('examples/medtech')
  await example.ingestAll(await medtechBeginning(folder))
  terminal = await openTerminal({ OSL_HOME: example.home })
})
afterAll(async () => {
  await terminal?.close()
  await example?.close()
  await rm(folder, { recursive: true, force: true })
})

describe.each(['README.md', 'docs/ask.md', 'docs/explore.md', 'docs/recall.md', 'docs/recall-files.md'])('%s, asked of the medtech world', (page) => {
  const { steps, titled } = readPage(readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8'))
  it.each(titled)('%s', async (_, index) => {
    await follow(steps[index], { terminal, port: Number(new URL(example.door.url).port) })
  })
})

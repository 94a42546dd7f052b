import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { freePort } from '../../src/servers/free-port.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'
import { follow } from './follow-page.ts'
import { sharedStores } from './open-example.ts'
import { readPage } from './read-page.ts'
import { openTerminal, type Terminal } from './run-commands.ts'

describe.each(['own-model.md', 'definitions.md', 'derivations.md', 'arbitration.md', 'states.md', 'translations.md', 'ingest.md', 'bulk.md', 'operate.md'])('docs/%s, followed from top to end', (page) => {
  const { steps, titled } = readPage(readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8'))
  let terminal: Terminal
  let folder: string
  let port = 0

  beforeAll(async () => {
    await emptyStores(await testServers())
    folder = await mkdtemp(join(tmpdir(), 'osl-docs-home-'))
    port = await freePort(undefined)
    terminal = await openTerminal({ ...await sharedStores(), OSL_HOME: join(folder, 'home'), OSL_PORT: String(port) })
  })
  afterAll(async () => {
    await terminal?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it.each(titled)('%s', (_, index) => follow(steps[index], { terminal, port }))
})

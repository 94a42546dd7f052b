import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bakery, ledger, till } from '../cli/bakery-world.ts'
import { osl, sharedStores, startOsl } from '../cli/osl.ts'
import { holdAt } from '../drills/hold-at.ts'
import { sql } from '../servers/ask-stores.ts'
import { emptyStores } from '../servers/empty-stores.ts'
import { testServers } from '../servers/with-servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'osl-killed-import-'))
const servers = await testServers()
let env: NodeJS.ProcessEnv
const importing = (files: string): readonly string[] => ['import', `till=${till}`, `ledger=${ledger}`, '--files', join(folder, files), '--model', bakery, '--home', join(folder, 'home'), '--json']

beforeAll(async () => {
  env = await sharedStores()
  await emptyStores(servers)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an import killed while it takes records in leaves an empty world, in which it is begun anew; a world that was imported is imported into no more', async () => {
  expect(await osl(['doctor', '--model', bakery, '--home', join(folder, 'home')], env)).toMatchObject({ exit: 0 })
  const held = await holdAt(servers, 'within an append')
  const program = startOsl(importing('first'), env)
  try {
    await held.there()
    await program.stop('SIGKILL')
  } finally {
    await held.release()
  }
  await expect.poll(() => sql(servers, `select count(*)::int as open from pg_stat_activity where application_name = 'osl'`), { timeout: 20_000 }).toEqual([{ open: 0 }])
  expect(await sql(servers, 'select (select count(*) from event)::int as events, (select count(*) from claim)::int as claims, emptying from progress')).toEqual([{ events: 0, claims: 0, emptying: false }])
  const again = await osl(importing('second'), env)
  expect(again.stderr).toMatch(/neo4j-admin database import full neo4j /)
  expect(JSON.parse(again.stdout)).toMatchObject({ sources: [{ source: 'till', accepted: 8, unchanged: 1, rejected: 2 }, { source: 'ledger', accepted: 4, unresolved: 1 }] })
  expect(again.exit).toBe(1)
  expect(await osl(importing('third'), env)).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/WORLD_NOT_EMPTY/) })
}, 120_000)

import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateMedtech } from '../../examples/medtech/generate.ts'
import { prepareExample, type ExampleFile } from '../../src/cli/example.ts'
import type { Model } from '../../src/model/model.ts'
import type { World } from '../../src/open-world.ts'
import { readsStatesAlone } from '../../src/settle/count-states.ts'
import { absorbAll } from '../absorb/absorb-all.ts'
import { inDatabase, oneByOne, statesVersion, versionOf } from '../journal/judged-both-ways.ts'
import { AFTER_ALL, openTestWorld } from '../servers/open-test-world.ts'

/* The examples' own definitions that read states alone, and others of that kind, as PostgreSQL judges orders by them and as settling does. */
const VERSIONS = Number(process.env['OSL_TEST_RUNS'] ?? 12)
let folder: string
let world: World | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-by-states-'))
})
afterEach(async () => {
  await world?.close()
  world = undefined
  await rm(folder, { recursive: true, force: true })
})

const example = (name: string) => async (to: string, model: Model): Promise<readonly ExampleFile[]> => await prepareExample(name, to, model) ?? []

test.each([
  ['examples/bakery', ['completed 1'], example('examples/bakery')],
  ['examples/steelwheels', ['completed 1'], example('examples/steelwheels')],
  ['schema', ['cancelled 1', 'completed 1', 'revenue-recognised 1'], async (to: string) => (await generateMedtech({ orders: 300, seed: 1, out: to })).files.map(({ source, file }) => ({ source, path: join(to, file) }))],
] as const)('%s', async (name, alone, makeFiles) => {
  world = await openTestWorld(name)
  const { model, journal } = world
  await absorbAll(world, (await makeFiles(folder, model)).map(({ source, path }) => ({ source, feed: { file: basename(path), bytes: createReadStream(path) } })))
  const own = [...model.definitions.values()].flatMap(({ versions }) => versions).filter(readsStatesAlone)
  expect(own.map(({ definition, version }) => `${definition} ${version}`).sort()).toEqual(alone)
  const types = [...model.types.values()].filter(({ states }) => states !== undefined).map((type) => type.name)
  const others = fc.sample(statesVersion(model, types, ['size(claims) > 4']), VERSIONS).flatMap((body) => versionOf(model, body) ?? [])
  for (const version of [...own, ...others]) {
    const wanted = await oneByOne(journal, model, version, AFTER_ALL)
    expect(Object.keys(wanted).length).toBeGreaterThan(0)
    expect(await inDatabase(journal, model, version, AFTER_ALL, 64)).toEqual(wanted)
  }
}, 300_000)

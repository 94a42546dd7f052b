import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareExample } from '../../src/cli/example.ts'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { questionsOf } from '../worlds/questions-of.ts'
import { bringIntoForce } from './later-version.ts'
import { changedSince, expectRepeated, keepAll, type Kept } from './repeat.ts'
import { thinned } from './thinned.ts'

/*
 * The questions of the steelwheels world, asked when every third record is still to come, and again with their receipts when all have come and "completed"
 * means something else.
 */
let home: string
let door: WorldDoor
let kept: readonly Kept[]
const questions = await questionsOf('steelwheels')
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'osl-receipt-steelwheels-'))
  door = await openWorldDoor('examples/steelwheels')
  const files = await prepareExample('examples/steelwheels', home, door.world.model) ?? []
  await door.sendAll(files.map(({ source, path }) => ({ source, text: thinned(path) })))
  kept = await keepAll(door, questions)
  door.setClock('2026-11-02T00:00:00Z')
  await door.sendAll(files.map(({ source, path }) => ({ source, text: readFileSync(path, 'utf8') })))
  await bringIntoForce(door, (rules) => rules.replace("state.canonical == 'DONE'", "state.canonical == 'PLANNED'"))
}, 480_000)
afterAll(async () => {
  await door?.close()
  await rm(home, { recursive: true, force: true })
})

test('every question is answered otherwise by what came later', async () => {
  expect(await changedSince(door, kept)).toHaveLength(questions.length)
})

describe('with its receipt a question is answered as it was', () => {
  test.each(questions.map(({ title }, place) => ({ title, place })))('$title', async ({ place }) => {
    await expectRepeated(door, kept[place] as Kept)
  })
})

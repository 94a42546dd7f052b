import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateMedtech } from '../../examples/medtech/generate.ts'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { questionsOf } from '../worlds/questions-of.ts'
import { bringIntoForce } from './later-version.ts'
import { changedSince, expectRepeated, keepAll, type Kept } from './repeat.ts'
import { thinned } from './thinned.ts'

/*
 * The questions of the medtech world, asked when every third record of every system is still to come, and again with their receipts when all have come and
 * "completed" means something else.
 */
const ORDERS = 150

let folder: string
let door: WorldDoor
let kept: readonly Kept[]
const questions = await questionsOf('medtech')
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-receipt-medtech-'))
  const { files } = await generateMedtech({ orders: ORDERS, seed: 1, out: folder })
  door = await openWorldDoor('schema')
  await door.sendAll(files.map(({ source, file }) => ({ source, text: thinned(join(folder, file)) })))
  kept = await keepAll(door, questions)
  door.setClock('2026-11-02T00:00:00Z')
  await door.sendAll(files.map(({ source, file }) => ({ source, text: readFileSync(join(folder, file), 'utf8') })))
  await bringIntoForce(door, (rules) => rules.replace("'SIGNED'", "'CONFIRMED'"))
}, 480_000)
afterAll(async () => {
  await door?.close()
  await rm(folder, { recursive: true, force: true })
})

test('most of the questions are answered otherwise by what came later', async () => {
  // Those that are not are of what had come whole by then.
  expect((await changedSince(door, kept)).length).toBeGreaterThanOrEqual(20)
}, 240_000)

describe('with its receipt a question is answered as it was', () => {
  test.each(questions.map(({ title }, place) => ({ title, place })))('$title', async ({ place }) => {
    const one = kept[place]
    expect(one).toBeDefined()
    if (one !== undefined) await expectRepeated(door, one)
  })
})

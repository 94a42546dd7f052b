import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isRunning } from '../../src/servers/own-process.ts'
import { temporaryHome } from '../servers/temporary-home.ts'
import { makeBakeryWorld } from './bakery-world.ts'
import { osl, startOsl, urlOf, type Started } from './osl.ts'

// Bundled servers start several times, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const place = temporaryHome()
const world = makeBakeryWorld(join(dirname(place.home), 'bakery'))
const started: Started[] = []
const up = (...more: readonly string[]): Started => {
  const one = startOsl(['up', '--model', world, '--home', place.home, '--port', '0', ...more])
  started.push(one)
  return one
}
const serversRun = (): boolean => (['neo4j', 'postgres'] as const).some((store) => {
  const own = place.processOf(store)
  return own !== undefined && isRunning(own)
})
const ask = async (url: string): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ order(id: "V1") { id verdict(definition: "completed") { unified since } } rejects { totalCount } }' }) })
  return ((await response.json()) as { data: unknown }).data
}
const COMPLETED = { order: { id: 'Order/A-7', verdict: { unified: 'MET', since: '2026-03-05T11:00:00Z' } }, rejects: { totalCount: 2 } }

beforeAll(() => expect(existsSync(place.home)).toBe(false))
afterAll(async () => {
  for (const one of started) one.child.kill('SIGKILL')
  await place.remove()
})

test('Ctrl-C while the servers start for the first time leaves none of them, and is how serving ends', async () => {
  const first = up()
  await first.said(/Starting/)
  await expect.poll(() => place.processOf('postgres') !== undefined, { timeout: 60_000, interval: 20 }).toBe(true)
  expect(await first.stop('SIGINT')).toMatchObject({ exit: 0, stdout: '', stderr: expect.not.stringMatching(/\n\s+at /) })
  expect(serversRun()).toBe(false)
})

test('from nothing it loads the example and prints where the door is and what to ask; Ctrl-C stops all of it', async () => {
  const first = up()
  const url = await urlOf(first)
  expect(await ask(url)).toEqual(COMPLETED)
  const ended = await first.stop('SIGINT')
  expect(ended.exit).toBe(0)
  expect(ended.stdout).toMatch(new RegExp(`Order semantic layer: bakery\n {2}playground {2}${url}/\n {2}GraphQL {5}${url}/graphql\n`))
  expect(ended.stdout).toMatch(/An order by its number\n {4}\{ order\(id: "A-7"\) \{ id \} \}/)
  expect(ended.stderr).toMatch(/Loading the example \(2 files\)\.\n[^]*till\.csv: 8 accepted, 1 unchanged, 2 rejected[^]*Stopping\.\n$/)
  expect(`${ended.stdout}${ended.stderr}`).not.toContain('\u001b')
  expect(serversRun()).toBe(false)
  expect(existsSync(join(place.home, 'osl.json'))).toBe(false)
})

test('a second start meets what the first left, loads nothing, and --json is one document; SIGTERM stops it as well', async () => {
  const second = up('--json')
  const url = await urlOf(second)
  expect(await ask(url)).toEqual(COMPLETED)
  const ended = await second.stop('SIGTERM')
  expect(ended.exit).toBe(0)
  expect(JSON.parse(ended.stdout)).toMatchObject({ url, model: 'bakery', questions: [{ title: 'An order by its number' }] })
  expect(ended.stderr).not.toContain('Loading')
  expect(serversRun()).toBe(false)
})

test('a command without an instance starts the servers for itself and stops them; interrupted it stops them too and is exit 130', async () => {
  const interrupted = startOsl(['ask', '{ __typename }', '--model', world, '--home', place.home])
  started.push(interrupted)
  await expect.poll(() => place.processOf('neo4j') !== undefined, { timeout: 60_000, interval: 20 }).toBe(true)
  expect(await interrupted.stop('SIGINT')).toMatchObject({ exit: 130, stdout: '', stderr: expect.not.stringMatching(/Error|\n\s+at /) })
  expect(serversRun()).toBe(false)
  const asked = await osl(['ask', '{ order(id: "A-8") { slip } }', '--model', world, '--home', place.home])
  expect(asked).toMatchObject({ exit: 0, stdout: `${JSON.stringify({ data: { order: { slip: 'A-8' } } }, undefined, 2)}\n` })
  expect(serversRun()).toBe(false)
})

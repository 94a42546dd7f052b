import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UDI_FLAG_CODES } from '../../src/identifiers/udi-flags.ts'
import { follow } from './follow-page.ts'
import { readPage } from './read-page.ts'
import { openTerminal, type Terminal } from './run-commands.ts'

const page = readFileSync(new URL('../../docs/recall-identifiers.md', import.meta.url), 'utf8')

/** No step of this page needs a world, so it is followed without servers. */
describe('docs/recall-identifiers.md, followed from top to end', () => {
  const { steps, titled } = readPage(page)
  let terminal: Terminal
  beforeAll(async () => {
    terminal = await openTerminal({})
  })
  afterAll(() => terminal?.close())

  it.each(titled)('%s', (_, index) => follow(steps[index], { terminal, port: 0 }), 60_000)

  it('lists every flag there is', () => {
    const listed = [...page.matchAll(/^\| ((?:`[A-Z_]+` ?)+)\|/gm)].flatMap(([, codes = '']) => codes.match(/[A-Z_]+/g) ?? [])
    expect(listed.toSorted()).toEqual([...UDI_FLAG_CODES].toSorted())
  })
})

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bakery } from './bakery-world.ts'
import { osl } from './osl.ts'

const folder = mkdtempSync(join(tmpdir(), 'osl-homes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** No store is begun, so none is needed. */
const bundled = { DATABASE_URL: '', NEO4J_URI: '' }

describe('a home that holds no world', () => {
  mkdirSync(join(folder, 'bakery'))
  writeFileSync(join(folder, 'bakery', 'secrets.json'), '{}')
  const typo = join(folder, 'bakry')

  test.each([
    ['ask', '{ orders { totalCount } }'], ['doctor'], ['rejects'], ['trace', 'A-7'], ['backup', join(folder, 'b.gz')], ['orders', 'merge', 'Order/A-7', 'Order/A-8', '--reason', 'one', '--actor', 'me'],
  ])('%s refuses it, makes none, and names those beside it', async (...args) => {
    const { exit, stdout, stderr } = await osl([...args, '--model', bakery, '--home', typo], bundled)
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toMatch(/^HOME_EMPTY: The home .*bakry holds no world: nothing was ever taken in there\. Beside it there are .*bakery\./)
    expect([existsSync(typo), existsSync(join(folder, 'b.gz'))]).toEqual([false, false])
  })
})

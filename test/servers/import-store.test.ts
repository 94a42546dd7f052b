import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dropHalfStore, importStore, isStoreWaiting, storeWaits, takeStoreIn } from '../../src/servers/import-store.ts'

let folder: string
const put = (place: string, which: string): void => {
  mkdirSync(join(folder, place), { recursive: true })
  writeFileSync(join(folder, place, 'store'), which)
}
const makeHalf = (): void => {
  for (const part of ['databases', 'transactions']) put(`store-half/data/${part}/neo4j`, 'new')
}
const stands = (part: string): string => readFileSync(join(folder, 'data', part, 'neo4j', 'store'), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'osl-store-'))
  for (const part of ['databases', 'transactions']) put(`data/${part}/neo4j`, 'old')
  put('data/databases/system', 'system')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a new store beside the one that serves', () => {
  test('takes its place whole, and the database of users stays', () => {
    makeHalf()
    storeWaits(folder)
    takeStoreIn(folder)
    expect([stands('databases'), stands('transactions')]).toEqual(['new', 'new'])
    expect(readFileSync(join(folder, 'data/databases/system/store'), 'utf8')).toBe('system')
    expect(isStoreWaiting(folder)).toBe(false)
  })

  test.each([
    ['before anything was moved', () => undefined],
    ['when the old one was removed', () => rmSync(join(folder, 'data/databases/neo4j'), { recursive: true })],
    ['when one part was moved', () => {
      rmSync(join(folder, 'data/databases/neo4j'), { recursive: true })
      renameSync(join(folder, 'store-waiting/data/databases/neo4j'), join(folder, 'data/databases/neo4j'))
    }],
    ['when both were moved', () => {
      for (const part of ['databases', 'transactions']) {
        rmSync(join(folder, `data/${part}/neo4j`), { recursive: true })
        renameSync(join(folder, `store-waiting/data/${part}/neo4j`), join(folder, `data/${part}/neo4j`))
      }
    }],
  ])('is taken in by the next start that finds it waiting, cut short %s', (_, cut) => {
    makeHalf()
    storeWaits(folder)
    cut()
    expect(isStoreWaiting(folder)).toBe(true)
    takeStoreIn(folder)
    takeStoreIn(folder)
    expect([stands('databases'), stands('transactions')]).toEqual(['new', 'new'])
    expect(isStoreWaiting(folder)).toBe(false)
  })

  test('is removed while it is half a one, and the old one stands', async () => {
    expect(await dropHalfStore(folder)).toBe(false)
    makeHalf()
    expect(await dropHalfStore(folder)).toBe(true)
    takeStoreIn(folder)
    expect([stands('databases'), stands('transactions'), existsSync(join(folder, 'store-half'))]).toEqual(['old', 'old', false])
  })
})

describe('the importer', () => {
  /** A script in Java's place. */
  const run = (script: string): Promise<void> => {
    const java = join(folder, 'java')
    writeFileSync(java, `#!/bin/sh\n${script}\n`)
    chmodSync(java, 0o755)
    return importStore({ java, jars: folder, folder, files: { folder, options: [] }, env: { ...process.env, LANG: 'C', LC_ALL: 'C' }, signal: new AbortController().signal })
  }

  if (process.platform === 'linux') test('can open a folder of any letters, whatever the locale of the person is', async () => {
    await run('echo "$LC_ALL" > said')
    expect(readFileSync(join(folder, 'said'), 'utf8')).toBe('C.UTF-8\n')
  })

  test.each([
    ['nothing', 'exit 3', 'it said nothing.'],
    ['blank lines', 'echo; echo " "; exit 3', 'it said nothing.'],
    ['an error', 'echo "Error: no space left on device"; exit 3', 'Error: no space left on device.'],
  ])('that fails and says %s is a problem with a reason', async (_, script, reason) => {
    await expect(run(script)).rejects.toMatchObject({ code: 'GRAPH_NOT_IMPORTED', parameters: { reason } })
  })
})

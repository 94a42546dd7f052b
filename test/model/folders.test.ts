import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import { problemsOf, withBakery } from './broken-bakery.ts'

describe('loading a folder', () => {
  it('says that there is none', async () => {
    const loaded = await loadModel('/nowhere/at/all')
    expect(loaded.ok ? [] : loaded.problems.map(({ code }) => code)).toEqual(['FOLDER_MISSING'])
  })

  it('says what an empty one lacks', async () => {
    await withBakery({}, async (folder) => {
      await mkdir(join(folder, 'data', 'empty'))
      const loaded = await loadModel(join(folder, 'data', 'empty'))
      expect(loaded.ok ? [] : loaded.problems.map(({ code }) => code)).toEqual(['ORDER_MISSING', 'FILE_MISSING'])
    })
  })

  it('says that a file is not UTF-8 text', async () => {
    await withBakery({}, async (folder) => {
      await writeFile(join(folder, 'domains/sales/states.yaml'), Buffer.from([0x64, 0x3a, 0xff, 0xfe]))
      const loaded = await loadModel(folder)
      const [first] = loaded.ok ? [] : loaded.problems
      expect([first?.code, first?.message]).toEqual(['FILE_UNREADABLE', 'This cannot be read as UTF-8 text: it is not valid UTF-8.'])
      expect(loaded.ok ? [] : loaded.problems.slice(1)).toEqual([])
    })
  })

  it('takes files with a byte order mark and CRLF line ends, and says the same places in them', async () => {
    await withBakery({ 'domains/finance/sources/ledger.yaml': [['scheme: sales.slip', 'scheme: sales.slp']] }, async (folder) => {
      for (const file of ['model.yaml', 'domains/sales/states.yaml', 'domains/sales/entities.graphql', 'domains/finance/sources/ledger.yaml', 'definitions/completed.yaml']) {
        const text = await readFile(join(folder, file), 'utf8')
        await writeFile(join(folder, file), `\uFEFF${text.replaceAll('\n', '\r\n')}`)
      }
      const loaded = await loadModel(folder)
      expect(loaded.ok ? [] : loaded.problems.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)).toEqual(['UNKNOWN_SCHEME domains/finance/sources/ledger.yaml:13:39'])
    })
  })

  it('follows links to a domain that stands elsewhere', async () => {
    await withBakery({}, async (folder) => {
      await rename(join(folder, 'domains/finance'), join(folder, 'elsewhere'))
      await symlink(join(folder, 'elsewhere'), join(folder, 'domains/finance'))
      expect((await loadModel(folder)).ok).toBe(true)
    })
  })

  it('says of a domain in capitals that its name is wrong, and nothing else of what it declares', async () => {
    await withBakery({}, async (folder) => {
      await rename(join(folder, 'domains/sales'), join(folder, 'domains/Sales'))
      const loaded = await loadModel(folder)
      expect(loaded.ok ? [] : loaded.problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['BAD_NAME domains/Sales'])
    })
  })

  it('says that a document is a mapping', async () => {
    expect((await problemsOf({ 'definitions/list.yaml': '- a\n- b\n' })).map(({ code, line }) => `${code} ${line}`)).toEqual(['WRONG_VALUE 1'])
    expect((await problemsOf({ 'definitions/empty.yaml': '# nothing yet\n' })).map(({ code, line }) => `${code} ${line}`)).toEqual(['WRONG_VALUE 1'])
  })

  it('takes a domain that has sources only', async () => {
    const source = 'source: shop\ndomain: web\nformat: jsonl\neventId: record.id\noccurredAt: record.at\nyields:\n  - { entity: Product, key: record.sku }\n'
    expect(await problemsOf({ 'domains/web/sources/shop.yaml': source })).toEqual([])
  })

  it('answers with problems and never throws, whatever one line of one file becomes', async () => {
    const files = ['model.yaml', 'domains/sales/states.yaml', 'domains/sales/sources/till.yaml', 'domains/sales/entities.graphql', 'definitions/completed.yaml', 'domains/finance/sources/ledger.yaml']
    const scraps = fc.constantFrom('', '- ', 'null', '{', '*a', '&a [*a]', '!!binary x', '__proto__: 1', 'constructor: {}', '"', '\t', 'yields: 1', 'type type {}', '? [1]: 2', '<<: 3', '---', 'states: { OrderLine: [1, null, {}] }', 'versions: [null, 1]')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(25), scraps, fc.boolean(), async (file, line, scrap, insert) => {
        await withBakery({}, async (folder) => {
          const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
          lines.splice(line, insert ? 0 : 1, scrap)
          await writeFile(join(folder, file), lines.join('\n'))
          const loaded = await loadModel(folder)
          expect(loaded.ok || loaded.problems.length > 0).toBe(true)
          if (!loaded.ok) for (const found of loaded.problems) expect([found.line > 0, found.column > 0, found.message.length > 0, found.message.includes('undefined')]).toEqual([true, true, true, false])
        })
      }),
      { numRuns: 80 },
    )
  }, 60_000)
})

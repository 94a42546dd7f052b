import { mkdir } from 'node:fs/promises'
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

  it('says that a file is not UTF-8 text, and that a document is a mapping', async () => {
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
        const { readFile, writeFile } = await import('node:fs/promises')
        await withBakery({}, async (folder) => {
          const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
          lines.splice(line, insert ? 0 : 1, scrap)
          await writeFile(join(folder, file), lines.join('\n'))
          const loaded = await loadModel(folder)
          if (!loaded.ok) for (const found of loaded.problems) expect([found.line > 0, found.column > 0, found.message.length > 0, found.message.includes('undefined')]).toEqual([true, true, true, false])
        })
      }),
      { numRuns: 150 },
    )
  })
})

import { parse, validate } from 'graphql'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildServedSchema } from '../../../src/gateway/schema/build-served-schema.ts'
import { loadModel } from '../../../src/model/load-model.ts'
import { readModelSdl } from '../../../src/model/sdl.ts'
import { openingTabs } from '../../../src/gateway/graphiql/page/opening-tabs.ts'

it('a world without questions opens with one tab, whose question its schema knows', async () => {
  const folder = join(import.meta.dirname, '../../graph/potter')
  const loaded = await loadModel(folder)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const tabs = openingTabs([])
  expect(tabs).toHaveLength(1)
  expect(validate(buildServedSchema(loaded.model, await readModelSdl(folder)), parse(tabs[0].query))).toEqual([])
})

it('a question has a tab, its title once above it, its variables as text', () => {
  expect(openingTabs([{ title: 'One', query: '# One\n{ a }\n' }, { title: 'Two', query: '{ b }', variables: { n: 1 } }])).toEqual([
    { query: '# One\n{ a }\n', variables: null },
    { query: '# Two\n{ b }\n', variables: '{\n  "n": 1\n}' },
  ])
})

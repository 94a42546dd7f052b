import { beforeAll, describe, expect, it } from 'vitest'
import { warmUp, whenIdle, type AskQuietly } from '../../src/gateway/warm-up.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { BAKERY } from '../model/broken-bakery.ts'

const ORDERS = { orders: { nodes: [{ id: 'Order/R-1' }] } }

/** Answers every question at once and keeps what was asked. */
const recorder = (answer: (query: string) => Readonly<Record<string, unknown>> | null = () => ORDERS) => {
  const asked: { query: string; id: unknown }[] = []
  const ask: AskQuietly = async (query, variables) => {
    asked.push({ query, id: variables?.['id'] })
    return answer(query)
  }
  return { asked, ask }
}

describe('warming up', () => {
  let model: Model
  const never = new AbortController().signal
  beforeAll(async () => {
    const loaded = await loadModel(BAKERY)
    if (!loaded.ok) throw new Error('the bakery is broken')
    model = loaded.model
  })

  it('asks for an order that there is and one that nobody knows, in every sense of the model, then the questions of the world', async () => {
    const { asked, ask } = recorder()
    expect(await warmUp({ model, questions: ['1', '2', '3', '4'], ask, giveWay: async () => {} })).toBe(7)
    expect(asked.map(({ query, id }) => (query.startsWith('query') ? id : query))).toEqual(['{ orders(first: 1) { nodes { id } } }', 'Order/R-1', '~', '1', '2', '3', '4'])
    expect(asked.find(({ id }) => id === 'Order/R-1')?.query).toContain('verdict(definition: "completed", version: 1)')
  })

  it('asks for nobody where the world is empty', async () => {
    const { asked, ask } = recorder(() => ({ orders: { nodes: [] } }))
    await warmUp({ model, questions: [], ask, giveWay: async () => {} })
    expect(asked.map(({ id }) => id)).toEqual([undefined, '~', '~'])
  })

  it('begins no question while somebody is being answered', async () => {
    const { asked, ask } = recorder()
    let busy = true
    const warmed = warmUp({ model, questions: ['1'], ask, giveWay: () => whenIdle(() => !busy, never) })
    await new Promise((go) => setTimeout(go, 120))
    expect(asked).toEqual([])
    busy = false
    await warmed
    expect(asked).toHaveLength(4)
  })

  it('ends when the door closes, also while it waits', async () => {
    const { asked, ask } = recorder()
    const closing = new AbortController()
    const warmed = warmUp({ model, questions: ['1'], ask, giveWay: () => whenIdle(() => false, closing.signal) })
    closing.abort()
    await expect(warmed).rejects.toMatchObject({ code: 'PROGRAM_STOPPING' })
    expect(asked).toEqual([])
  })
})

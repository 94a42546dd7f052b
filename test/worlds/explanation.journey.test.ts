import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/** Worked out by hand from the bakery's files, of which expected.md says what is true. */
let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor('examples/bakery')
  await door.send('till', 'examples/bakery/data/till.csv')
  await door.send('ledger', 'examples/bakery/data/ledger.jsonl')
})
afterAll(async () => door?.close())

interface Why {
  readonly order: { readonly verdict: { readonly explanation: { readonly text: string; readonly zh: string; readonly json: unknown }; readonly needed: readonly { readonly text: string; readonly zh: string; readonly entity: { readonly id: string } | null; readonly values: readonly unknown[] | null; readonly reachable: boolean }[] } }
}
const WHY = 'verdict(definition: "completed") { explanation { text zh: text(language: "zh") json } needed { text zh: text(language: "zh") entity { id } values reachable } }'
const why = async (id: string, at = ''): Promise<Why['order']['verdict']> => (await door.answer<Why>(`{ order(id: "${id}"${at}) { ${WHY} } }`)).order.verdict

const NIGHT = ', asOf: "2026-03-04T00:00:00Z"'

describe('why', () => {
  test('the night after it was handed over, A-7 waits for its payment', async () => {
    const { explanation, needed } = await why('A-7', NIGHT)
    expect(explanation.text.split('\n')).toEqual([
      'Order completed (completed 1): not met; every domain that applies has to be met',
      '  finance: not met; 0 of 1 Payment met, every one has to be',
      '    Payment/V1: not met',
      "      is met where state.local == 'BOOKED': does not hold; state.local is 'PROMISED'",
    ])
    expect(explanation.zh.split('\n')).toEqual([
      'Order completed（completed 第 1 版）：未满足；所有适用的领域都须满足',
      '  finance：未满足；1 个 Payment 中 0 个已满足，须全部满足',
      '    Payment/V1：未满足',
      "      满足条件 state.local == 'BOOKED'：不成立；state.local 为 'PROMISED'",
    ])
    expect(needed).toEqual([{
      text: "finance: Payment/V1: state.local would have to be 'BOOKED'; state.local is 'PROMISED'", zh: "finance：Payment/V1：state.local 须为 'BOOKED'；现在 state.local 为 'PROMISED'",
      entity: { id: 'Payment/V1' }, values: ['BOOKED'], reachable: true,
    }])
  })

  test('A-7 now is met in both, line by line', async () => {
    const { explanation, needed } = await why('V1')
    expect(explanation.text.split('\n')).toEqual([
      'Order completed (completed 1): met; every domain that applies has to be met',
      '  sales: met; 2 of 2 OrderLine met, every one has to be',
      ...['OrderLine/A-7-1', 'OrderLine/A-7-2'].flatMap((line) => [
        `    ${line}: met`, "      counts where state.local != 'CANCELLED': holds; state.local is 'HANDED_OVER'", "      is met where state.local == 'HANDED_OVER': holds; state.local is 'HANDED_OVER'",
      ]),
      '  finance: met; 1 of 1 Payment met, every one has to be',
      '    Payment/V1: met', "      counts where state.local != 'CANCELLED': holds; state.local is 'BOOKED'", "      is met where state.local == 'BOOKED': holds; state.local is 'BOOKED'",
    ])
    expect(needed).toEqual([])
  })

  test('A-8, whose only line is cancelled, lacks a line and a payment', async () => {
    const { explanation, needed } = await why('A-8')
    expect(explanation.text.split('\n')).toEqual([
      'Order completed (completed 1): not known; every domain that applies has to be met',
      '  sales: not known; 0 of 0 OrderLine met, every one has to be',
      "    OrderLine 1 of 1 required is absent (counted where state.local != 'CANCELLED')",
      '  finance: not known; 0 of 0 Payment met, every one has to be',
      "    Payment 1 of 1 required is absent (counted where state.local != 'CANCELLED')",
    ])
    expect(needed).toEqual([
      { entity: null, values: null, reachable: true, text: "sales: another OrderLine would have to come, with (state.local != 'CANCELLED') && (state.local == 'HANDED_OVER')", zh: "sales：须再有一个 OrderLine，且 (state.local != 'CANCELLED') && (state.local == 'HANDED_OVER')" },
      { entity: null, values: null, reachable: true, text: "finance: another Payment would have to come, with (state.local != 'CANCELLED') && (state.local == 'BOOKED')", zh: "finance：须再有一个 Payment，且 (state.local != 'CANCELLED') && (state.local == 'BOOKED')" },
    ])
  })

  test('what A-8 is missing is said in both languages, and refused in another', async () => {
    const missing = (language: string): string => `missing(language: "${language}")`
    const { order } = await door.answer<{ order: { verdict: { domains: readonly unknown[] } } }>(`{ order(id: "A-8") { verdict(definition: "completed") { domains { missing zh: ${missing('zh')} } } } }`)
    expect(order.verdict.domains).toEqual([
      { missing: ["sales: OrderLine 1 of 1 required is absent (counted where state.local != 'CANCELLED')"], zh: ["sales：需要 1 个 OrderLine，缺第 1 个（计入条件：state.local != 'CANCELLED'）"] },
      { missing: ["finance: Payment 1 of 1 required is absent (counted where state.local != 'CANCELLED')"], zh: ["finance：需要 1 个 Payment，缺第 1 个（计入条件：state.local != 'CANCELLED'）"] },
    ])
    const { errors } = await door.ask(`{ order(id: "A-8") { verdict(definition: "completed") { domains { ${missing('de')} } } } }`)
    expect(errors).toMatchObject([{ extensions: { code: 'LANGUAGE_UNKNOWN' } }])
  })

  test('a part names its entity, what it looked at and the claim that it rests on, by field and as one document', async () => {
    const query = `{ order(id: "A-7"${NIGHT}) { verdict(definition: "completed") { explanation { kind rule domain parts { kind rule domain outcome entity { id } parts { kind rule entity { id } claims { id } parts { kind domain entity { id } rule outcome reads { path value } claims { value source } } } } json } } } }`
    interface Part { readonly json: { readonly parts: readonly { readonly parts: readonly Record<string, unknown>[] }[] }; readonly parts: readonly { readonly parts: readonly { readonly claims: readonly { readonly id: string }[]; readonly parts: readonly unknown[] }[] }[] }
    const { order: { verdict: { explanation } } } = await door.answer<{ order: { verdict: { explanation: Part } } }>(query)
    expect(explanation).toMatchObject({ kind: 'DEFINITION', rule: 'all', domain: null, parts: [{ kind: 'DOMAIN', domain: 'sales', outcome: 'MET', rule: 'all', entity: null }, { kind: 'DOMAIN', domain: 'finance', outcome: 'NOT_MET' }] })
    const voucher = explanation.parts[1]?.parts[0]
    expect(voucher).toMatchObject({ kind: 'ENTITY', rule: null, entity: { id: 'Payment/V1' } })
    expect(voucher?.parts.at(-1)).toEqual({
      kind: 'CONDITION', domain: 'finance', entity: { id: 'Payment/V1' }, rule: "state.local == 'BOOKED'", outcome: 'NOT_MET', reads: [{ path: 'state.local', value: 'PROMISED' }], claims: [{ value: 'PROMISED', source: 'ledger' }],
    })
    expect(explanation.json.parts[1]?.parts[0]).toMatchObject({ kind: 'ENTITY', domain: 'finance', entity: 'Payment/V1', claims: voucher?.claims.map(({ id }) => id), parts: [{}, { rule: "state.local == 'BOOKED'", reads: [{ path: 'state.local', value: 'PROMISED' }] }] })
  })

  test('several orders are explained in one question', async () => {
    const { orders } = await door.answer<{ orders: { nodes: readonly { id: string; verdict: { unified: string; explanation: { outcome: string } | null } }[] } }>('{ orders { nodes { id verdict(definition: "completed") { unified explanation { outcome } } } } }')
    expect(orders.nodes.map(({ id, verdict }) => [id, verdict.explanation?.outcome])).toEqual([['Order/A-7', 'MET'], ['Order/A-8', 'UNKNOWN'], ['Order/~sales.slip:A-99', 'UNKNOWN']])
  })

  test('a language in which it cannot be told is refused with those in which it can', async () => {
    const { errors } = await door.ask('{ order(id: "A-7") { verdict(definition: "completed") { explanation { text(language: "de") } } } }')
    expect(errors).toMatchObject([{ message: "Explanations are not told in 'de'. Known: en, zh.", extensions: { code: 'LANGUAGE_UNKNOWN' } }])
  })
})

describe('why it was different', () => {
  interface Changed { readonly explainChange: { readonly text: string; readonly before: { readonly outcome: string } | null; readonly after: { readonly outcome: string } | null; readonly differences: readonly unknown[] } }
  const changed = async (order: string, sides: string): Promise<Changed['explainChange']> => (await door.answer<Changed>(`{ explainChange(order: "${order}", definition: "completed", ${sides}) {
    text before { outcome } after { outcome } differences { domain entity { id } before { rule outcome reads { path value } } after { rule outcome reads { path value } } claims { value occurredAt } text }
  } }`)).explainChange

  test('between the night and now the payment was booked: one condition, two claims', async () => {
    const { text, before, after, differences } = await changed('A-7', 'before: { asOf: "2026-03-04T00:00:00Z" }')
    expect([before?.outcome, after?.outcome]).toEqual(['NOT_MET', 'MET'])
    const rule = "state.local == 'BOOKED'"
    const sentence = `finance: Payment/V1: is met where ${rule}: does not hold; state.local is 'PROMISED' → is met where ${rule}: holds; state.local is 'BOOKED'`
    expect(differences).toEqual([{
      domain: 'finance', entity: { id: 'Payment/V1' }, text: sentence,
      before: { rule, outcome: 'NOT_MET', reads: [{ path: 'state.local', value: 'PROMISED' }] }, after: { rule, outcome: 'MET', reads: [{ path: 'state.local', value: 'BOOKED' }] },
      claims: [{ value: 'PROMISED', occurredAt: '2026-03-02T06:11:00Z' }, { value: 'BOOKED', occurredAt: '2026-03-05T11:00:00Z' }],
    }])
    expect(text.split('\n')).toEqual([
      'Order completed (completed 1): not met; every domain that applies has to be met → Order completed (completed 1): met; every domain that applies has to be met', `  ${sentence}`,
    ])
  })

  test('an order that was empty once: what is there now and was not, and the other way round', async () => {
    // At 09:30 in Berlin A-8 has a line that is ordered; half an hour later it is cancelled, so that one is required and absent.
    const { differences } = await changed('A-8', 'before: { asOf: "2026-03-02T08:30:00Z" }, after: { asOf: "2026-03-02T09:30:00Z" }')
    expect(differences).toMatchObject([
      { domain: 'sales', entity: { id: 'OrderLine/A-8-1' }, before: { rule: "state.local != 'CANCELLED'", outcome: 'MET' }, after: { rule: "state.local != 'CANCELLED'", outcome: 'NOT_MET' } },
      { domain: 'sales', entity: { id: 'OrderLine/A-8-1' }, before: { rule: "state.local == 'HANDED_OVER'" }, after: null, claims: [{ value: 'ORDERED' }] },
      { domain: 'sales', entity: null, before: null, after: { outcome: 'UNKNOWN' }, text: "only after: sales: OrderLine 1 of 1 required is absent (counted where state.local != 'CANCELLED')" },
    ])
  })

  test('of two sides that are the same nothing differs; of one that nobody had told of, that is said', async () => {
    expect(await changed('A-7', 'before: {}')).toMatchObject({ differences: [], before: { outcome: 'MET' }, after: { outcome: 'MET' } })
    const { text, before } = await changed('A-7', 'before: { asOf: "2026-03-01T00:00:00Z" }, after: { version: 1 }')
    expect(before).toBeNull()
    expect(text).toBe('nobody had told of the order → Order completed (completed 1): met; every domain that applies has to be met')
  })

  test('a version that there is not is refused', async () => {
    const { errors } = await door.ask('{ explainChange(order: "A-7", definition: "completed", before: { version: 7 }) { text } }')
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_VERSION' } }])
  })
})

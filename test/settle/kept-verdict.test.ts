import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Model } from '../../src/model/model.ts'
import { makeFacts } from '../../src/settle/facts.ts'
import { keptRuling, verdictKeeper } from '../../src/settle/kept-verdict.ts'
import { settleOrder } from '../../src/settle/settle-order.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { loadTestModel } from '../servers/open-test-world.ts'
import { claimsOf, has, hour, hours, is, leads, type Told } from './tell.ts'

/*
 * What is kept of a verdict for questions about all orders, by hand: now by everything, over time by what has a history alone. `noted` reads the order's
 * note, which is not tracked: now it is known, as of a moment it is not.
 */
const NOTED = `
definition: noted
title: Order noted
owner: the tailor
versions:
  - version: 1
    lifecycle: ACTIVE
    effectiveFrom: 2026-01-01T00:00:00Z
    changeReason: for a test
    domains:
      selling:
        applies: order.note == 'rush'
        over: Garment
        requires: 1
        met: state.local == 'SEWN'
        aggregate: all
    unified: all
`
/** Met by the note, or once the line has been as it is for three days. */
const AGED = NOTED.replaceAll('noted', 'aged').replace("        applies: order.note == 'rush'\n", '').replace("met: state.local == 'SEWN'", `met: order.note == 'rush' || now - state.since > duration("72h")`)
let folder: string
let model: Model
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osl-noted-'))
  await cp('test/settle/atelier', folder, { recursive: true })
  await writeFile(join(folder, 'definitions', 'noted.yaml'), NOTED)
  await writeFile(join(folder, 'definitions', 'aged.yaml'), AGED)
  model = await loadTestModel(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ORDER = storedRef('Order/A')
interface Known {
  readonly note?: string
  readonly firstAt?: Instant
}
const keeping = (told: readonly Told[], { note, firstAt }: Known = {}) => {
  const claims = claimsOf(told, model)
  const refs = new Set(claims.flatMap((claim) => (claim.kind === 'link' ? [claim.about, storedRef(String(claim.value))] : [claim.about])))
  const facts = makeFacts(model, [...refs, ORDER].map((ref) => ({ ref, attributes: ref === ORDER && note !== undefined ? { note } : {}, ...(ref === ORDER && firstAt !== undefined ? { firstAt } : {}) })), claims)
  const ruling = settleOrder(facts, ORDER, hour(50))
  return ruling && verdictKeeper(facts, hour(50))(ORDER, ruling)
}
const kept = (told: readonly Told[], known: Known = {}) => keeping(told, known)?.verdicts.map((one) => ({
    name: `${one.definition} ${one.version}`, now: one.outcomes, since: one.sinces.map(hours), at: one.at.map(hours), spans: one.spans, spanSinces: one.spanSinces.map(hours),
  })) ?? []
const sewn = [leads('desk', 1, 'Garment/1', 'order', 'Order/A'), is('desk', 1, 'Garment/1', 'CUT'), is('desk', 5, 'Garment/1', 'SEWN')]

describe('what is kept of a verdict', () => {
  test('is the same now and over time where everything read has a history', () => {
    expect(kept([...sewn, has('desk', 1, 'Order/A', 'terms', 'GIFT')]).find(({ name }) => name === 'done 1')).toEqual({
      name: 'done 1', now: 'MMA', since: [5, 5, 1], at: [1, 5], spans: ['NNA', 'MMA'], spanSinces: [1, 1, 1, 5, 5, 1],
    })
  })
  test('over time takes for unknown what has only a last value', () => {
    expect(kept(sewn, { note: 'rush' }).find(({ name }) => name === 'noted 1')).toEqual({ name: 'noted 1', now: 'MM', since: [5, 5], at: [1], spans: ['UU'], spanSinces: [1, 1] })
    expect(kept(sewn, { note: 'none' }).find(({ name }) => name === 'noted 1')).toEqual({ name: 'noted 1', now: 'AA', since: [1, 1], at: [1], spans: ['UU'], spanSinces: [1, 1] })
  })
  test('over time begins with the first claim, whenever a record told of the order', () => {
    const [one] = kept([...sewn, has('desk', 1, 'Order/A', 'terms', 'BILL')], { firstAt: hour(0) }).filter(({ name }) => name === 'done 1')
    expect(one).toMatchObject({ now: 'UMU', since: [5, 5, 0], at: [1, 5], spans: ['NNU', 'UMU'] })
    expect(kept([], { firstAt: hour(3) }).find(({ name }) => name === 'done 1')).toMatchObject({ now: 'UUU', since: [3, 3, 3], at: [], spans: [] })
  })
  test('says at any of its moments what settling it says of that moment', () => {
    const told = [...sewn, has('desk', 1, 'Order/A', 'terms', 'BILL'), leads('bank', 1, 'Payment/1', 'order', 'Order/A'), is('bank', 8, 'Payment/1', 'BOOKED'), is('bank', 20, 'Payment/1', 'PROMISED'), is('bank', 30, 'Payment/1', 'BOOKED')]
    const version = model.definitions.get('done')?.versions.find((one) => one.version === 1)
    const one = keeping(told)?.verdicts.find(({ definition, version: number }) => definition === 'done' && number === 1)
    if (version === undefined || one === undefined) throw new Error('done 1 is kept')
    const ruled = (h: number) => {
      const place = one.at.filter((moment) => moment <= hour(h)).length
      const { domains, since, firstMetAt, ...rest } = keptRuling(version, one.spans.slice(0, place), one.spanSinces)
      return { ...rest, since: hours(since), firstMetAt: hours(firstMetAt), domains: domains.map((domain) => [domain.domain, domain.outcome, hours(domain.since), hours(domain.firstMetAt)]) }
    }
    const of = { definition: 'done', version: 1, disputed: [], answers: {} }
    expect(ruled(6)).toEqual({ ...of, outcome: 'UNKNOWN', since: 5, firstMetAt: undefined, domains: [['selling', 'MET', 5, 5], ['paying', 'UNKNOWN', 1, undefined]] })
    expect(ruled(10)).toEqual({ ...of, outcome: 'MET', since: 8, firstMetAt: 8, skewHours: 3, domains: [['selling', 'MET', 5, 5], ['paying', 'MET', 8, 8]] })
    expect(ruled(25)).toEqual({ ...of, outcome: 'NOT_MET', since: 20, firstMetAt: 8, domains: [['selling', 'MET', 5, 5], ['paying', 'NOT_MET', 20, 8]] })
    expect(ruled(50)).toEqual({ ...of, outcome: 'MET', since: 30, firstMetAt: 8, skewHours: 25, domains: [['selling', 'MET', 5, 5], ['paying', 'MET', 30, 8]] })
  })
  test('knows whether sources ever disagreed on what the version looks at', () => {
    const disputed = (told: readonly Told[]) => keeping(told)?.verdicts.filter((one) => one.disputed).map(({ definition, version }) => `${definition} ${version}`)
    expect(disputed(sewn)).toEqual([])
    expect(disputed([...sewn, is('web', 6, 'Garment/1', 'SEWN')])).toEqual([])
    // Settled again at 8: it was not at 5.
    expect(disputed([...sewn, is('web', 5, 'Garment/1', 'CANCELLED'), is('web', 8, 'Garment/1', 'SEWN')])).toEqual(expect.arrayContaining(['done 1', 'done 2']))
    const ofPayment = disputed([...sewn, leads('bank', 1, 'Payment/1', 'order', 'Order/A'), is('bank', 2, 'Payment/1', 'BOOKED'), is('desk', 2, 'Payment/1', 'VOID')])
    expect(ofPayment).toEqual(expect.arrayContaining(['done 1', 'paid 1']))
    expect(ofPayment).not.toContain('released 1')
    // Whose it is, as two tell at one moment.
    expect(disputed([...sewn, leads('bank', 2, 'Payment/1', 'order', 'Order/A'), leads('desk', 2, 'Payment/1', 'order', 'Order/B')])).toContain('paid 1')
  })
  test('is settled again when the clock alone may change it over time, though nothing changes now', () => {
    expect(kept(sewn, { note: 'rush' }).find(({ name }) => name === 'aged 1')).toMatchObject({ now: 'MM', at: [1], spans: ['UU'] })
    expect(keeping(sewn, { note: 'rush' })?.due.map((at) => Math.round(hours(at) ?? 0))).toEqual([77])
    expect(keeping(sewn)?.due.map((at) => Math.round(hours(at) ?? 0))).toEqual([77])
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { settleOrder } from '../../src/settle/settle-order.ts'
import type { VerdictRuling } from '../../src/settle/settle-verdict.ts'
import { formatInstant, instant } from '../../src/vocabulary/instant.ts'
import { storedRef } from '../../src/vocabulary/ref.ts'
import { claimsOf, factsOf, has, hour } from './tell.ts'
import { versionText } from './written.ts'

/*
 * A day against the clock, in the model's zone, Europe/Berlin: 2026-06-15 begins there at 22:00Z of the 14th and ends at 22:00Z. Of the days on which the clocks
 * change 2026-03-29 has 23 hours, 2026-10-25 has 25. The day is told of at hour 1 of the year, and nothing else ever is.
 */
let model: Model
beforeAll(async () => {
  const loaded = await loadModel('schema')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  model = loaded.model
})
const verdict = (met: string, day: string, asOf: string): VerdictRuling => {
  const source = versionText('held', `domains:\n  sales: { over: Order, met: "${met}" }\nunified: all`)
  const built = model.buildVersions([{ definition: 'held', version: 1, source, lifecycle: 'PROPOSED', judging: 'NOT_YET' }])
  const version = built.ok ? built.definitions.get('held')?.versions[0] : undefined
  const facts = factsOf(claimsOf([has('erp-orders', 1, 'Order/A', 'requestedOn', day)], model), model)
  const found = version && settleOrder(facts, storedRef('Order/A'), instant(Date.parse(asOf)), [version])?.verdicts[0]
  if (found === undefined) throw new Error(built.ok ? 'the order has begun' : JSON.stringify(built.problems))
  return found
}
const shown = ({ outcome, since, firstMetAt }: VerdictRuling): readonly unknown[] => [outcome, formatInstant(since), firstMetAt === undefined ? undefined : formatInstant(firstMetAt)]

describe('a rule that holds on a day alone', () => {
  const OF_DAY = "now >= timestamp(order.requestedOn) && now < timestamp(order.requestedOn + 'T23:59:59.999') + duration('1ms')"
  test.each([
    ['2026-06-15', '2026-06-14T22:00:00Z', '2026-06-15T22:00:00Z'],
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('turns at both its ends, %s', (day, from, to) => {
    const before = verdict(OF_DAY, day, '2026-02-01T00:00:00Z')
    expect(shown(before)).toEqual(['NOT_MET', formatInstant(hour(1)), undefined])
    expect(before.nextAt).toBe(Date.parse(from))
    expect(shown(verdict(OF_DAY, day, from))).toEqual(['MET', from, from])
    expect(shown(verdict(OF_DAY, day, '2026-12-31T00:00:00Z'))).toEqual(['NOT_MET', to, from])
  })
})

test('so long before and after it, and at an hour of it', () => {
  expect(shown(verdict("now >= timestamp(order.requestedOn) - duration('3d') && now < timestamp(order.requestedOn) - duration('1d')", '2026-06-15', '2026-12-31T00:00:00Z'))).toEqual(['NOT_MET', '2026-06-13T22:00:00Z', '2026-06-11T22:00:00Z'])
  expect(shown(verdict("now >= timestamp(order.requestedOn + 'T12:00') && now < timestamp(order.requestedOn + 'T13:30')", '2026-06-15', '2026-12-31T00:00:00Z'))).toEqual(['NOT_MET', '2026-06-15T11:30:00Z', '2026-06-15T10:00:00Z'])
})

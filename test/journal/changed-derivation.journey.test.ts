import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { dumpTables } from '../bulk/dump-tables.ts'
import { randomTold, resolved } from '../settle/random-told.ts'
import { inferredOfAtelier, type SameTerms } from '../settle/reference.ts'
import { claimsOf, hour } from '../settle/tell.ts'
import { dumpGraph } from './dump-graph.ts'
import { bench, model, ruledAtelier } from './ruled-atelier.ts'

/* Random worlds in which another version of `same-terms` comes into force while records are told. */

const RUNS = Number(process.env['OSL_TEST_RUNS'] ?? 6)
const now = hour(50)
const { ruled, anew } = ruledAtelier('derivation', 'same-terms', now)

const versionOf = (version: number, when: string, most: number, key = 'order.terms'): string => `derivation: same-terms
title: Other payments
owner: the tailor
version: ${version}
relation: Garment.mayBePaidBy
from: { with: { order: order }, key: ${key} }
to: { with: { paid: order }, key: ${key.replace('order.', 'paid.')} }
when: ${when}
most: ${most}
`
const SAID = [versionOf(2, "toState.local == 'PROMISED' || from.pieces == 3", 9, `"'any'"`), versionOf(3, "toState.local != 'BOOKED'", 1)]
const LAST: SameTerms = { most: 1, when: ({ paid }) => paid !== undefined && paid !== 'BOOKED' }

const inferredNow = async (): Promise<readonly string[]> => {
  const { records } = await bench.driver.executeQuery("MATCH (from)-[link {inferred: true}]->(to) RETURN type(link) + ' ' + from.ref + ' ' + to.ref + ' ' + link.validFrom + ' ' + link.knownFrom AS link ORDER BY link")
  return records.map((record) => String(record.get('link')))
}

test('whatever is told before, while and after it, links are those of the version that came into force last, as a rebuild and a plain reading have them', async () => {
  await fc.assert(
    fc.asyncProperty(randomTold(40), fc.integer({ min: 1, max: 6 }), fc.tuple(fc.nat(40), fc.nat(40)), async (told, recorded, places) => {
      await anew()
      const stride = { events: 5, recorded, examined: recorded }
      const [first = 0, second = 0] = places.toSorted((a, b) => a - b)
      const stretches = [told.slice(0, first), told.slice(first, second), told.slice(second)]
      let ids = 0
      for (const [place, stretch] of stretches.entries()) {
        const source = SAID[place - 1]
        if (source !== undefined) await ruled(place + 1, { rule: 'propose', source }, { rule: 'approve' }, { rule: 'activate', effectiveFrom: undefined })
        await bench.tell(stretch, now, stretch.map((_, index) => ids + index))
        ids += stretch.length
        // The second comes into force while the first is being followed.
        if (place !== 1) await bench.settle(now, stride)
        else await bench.settleOnce(now, stride)
      }
      expect(await inferredNow()).toEqual(inferredOfAtelier(model, claimsOf(resolved(told)), now, LAST))
      expect((await examineGraph({ model, journal: bench.journal, driver: bench.driver }, now)).listed).toEqual([])
      const [graph, tables] = [await dumpGraph(bench.driver, { claimIds: true }), await dumpTables(bench.journal)]
      await bench.rebuild(now, stride)
      expect(await dumpGraph(bench.driver, { claimIds: true })).toEqual(graph)
      expect(await dumpTables(bench.journal)).toEqual(tables)
      await ruled(3, { rule: 'retire', effectiveTo: undefined })
      await bench.settle(now, stride)
      expect(await inferredNow()).toEqual(inferredOfAtelier(model, claimsOf(resolved(told)), now, { most: 0, when: () => false }))
      expect((await bench.journal.query("select from join_row where derivation = 'same-terms' union all select from inferred_link where derivation = 'same-terms' union all select from overflow where derivation = 'same-terms'")).rowCount).toBe(0)
    }),
    { numRuns: RUNS },
  )
}, 600_000)

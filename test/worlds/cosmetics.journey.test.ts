import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lastSeq } from '../../src/journal/rebuild.ts'
import { publishProposals } from '../../src/publish-proposals.ts'
import { dumpGraph, openWorldDoor, type WorldDoor } from './open-world-door.ts'

/* examples/cosmetics, told and asked over HTTP; what is true stands in its expected.md. */
const FOLDER = 'examples/cosmetics'
const TEST = 'StabilityTest/spf-stability:2026-Q2'
const SWITCH = 'LineSwitch/region-line:2026-04:South'
const CHANGE = 'EngineeringChange/defect-change:2026-Q2:pump leaks'

let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor(FOLDER)
  door.setClock('2026-07-02T00:00:00Z')
  await door.send('shop', `${FOLDER}/data/shop.csv`)
  await door.send('reviews', `${FOLDER}/data/reviews.jsonl`)
})
afterAll(async () => door?.close())

interface ProposalTold { readonly id: string; readonly stage: string; readonly count: number; readonly amount: number; readonly totalCount: number; readonly total: number; readonly share: number | null; readonly evidence: number; readonly group: string | null; readonly holds: boolean | null }
const listed = async (): Promise<readonly ProposalTold[]> => (await door.answer<{ proposals: { nodes: readonly ProposalTold[] } }>('{ proposals { nodes { id stage group count amount totalCount total share evidence holds } } }')).proposals.nodes
/** Windows are judged when they have been quiet for five seconds by our clock; the program looks every second. */
const until = async (holds: (all: readonly ProposalTold[]) => boolean): Promise<readonly ProposalTold[]> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const all = await listed()
    if (holds(all)) return all
    await pause(50)
  }
  throw new Error('it did not come about')
}
const byId = (all: readonly ProposalTold[]): Readonly<Record<string, ProposalTold>> => Object.fromEntries(all.map((one) => [one.id, one]))
const as = (actor: string) => async (mutation: string, id: string): Promise<unknown> => {
  const { data, errors } = await door.askWith({ 'x-osl-actor': actor }, `mutation($id: ID!) { ruled: ${mutation}(id: $id, reason: "as agreed on Monday") { id stage decidedBy reason decidedAt entity { ... on StabilityTest { title share state { local source } } ... on LineSwitch { region state { local } } } } }`, { id })
  return errors.length > 0 ? errors.map(({ extensions }) => extensions['code']) : data?.['ruled']
}

describe('what the data means to development and production', () => {
  test('nothing is proposed of what is still being told', async () => {
    await pause(1_500)
    expect(await listed()).toEqual([])
  })

  test('the three proposals worked out by hand, and no other', async () => {
    door.setClock('2026-07-02T00:00:05Z')
    const all = byId(await until((one) => one.length === 3))
    expect(all).toEqual({
      [TEST]: { id: TEST, stage: 'PROPOSED', group: null, count: 14, amount: 84, totalCount: 20, total: 120, share: 0.7, evidence: 14, holds: true },
      [SWITCH]: { id: SWITCH, stage: 'PROPOSED', group: 'South', count: 5, amount: 5, totalCount: 10, total: 10, share: 0.5, evidence: 5, holds: true },
      [CHANGE]: { id: CHANGE, stage: 'PROPOSED', group: 'pump leaks', count: 4, amount: 4, totalCount: 7, total: 7, share: 4 / 7, evidence: 4, holds: true },
    })
  })

  test('what is measured is what the files say, added up otherwise', async () => {
    const lines = (await readFile(`${FOLDER}/data/shop.csv`, 'utf8')).trim().split('\n').slice(1).map((line) => line.split(','))
    const gone = new Set(lines.filter((cells) => cells[9] === 'cancelled').map(([order, line]) => `${order}-${line}`))
    const quarterOf = (at: string): string => `${at.slice(0, 4)}-${['01', '04', '07', '10'][Math.floor((Number(at.slice(5, 7)) - 1) / 3)]}`
    const quarters: Record<string, { count: number; amount: number; totalCount: number; total: number }> = {}
    for (const [order, line, , , , , spf, pieces, at = '', told] of lines) {
      if (told !== 'ordered' || gone.has(`${order}-${line}`)) continue
      const sums = quarters[quarterOf(at)] ??= { count: 0, amount: 0, totalCount: 0, total: 0 }
      sums.totalCount += 1
      sums.total += Number(pieces)
      if (Number(spf) >= 50) { sums.count += 1; sums.amount += Number(pieces) }
    }
    const { translation } = await door.answer<{ translation: { measures: { nodes: readonly { window: { from: string; until: string }; count: number; amount: number; totalCount: number; total: number; holds: boolean; proposal: { id: string } | null; groupCount: number; groupTotal: number; groupShare: number }[] } } }>('{ translation(name: "spf-stability") { measures { nodes { window { from until } count amount totalCount total holds proposal { id } groupCount groupTotal groupShare } } } }')
    // Midnight in Shanghai.
    // All are one group.
    for (const node of translation.measures.nodes) expect([node.groupCount, node.groupTotal, node.groupShare]).toEqual([node.totalCount, node.total, node.amount / node.total])
    const nodes = translation.measures.nodes.map(({ window, holds, proposal, groupCount: _, groupTotal: __, groupShare: ___, ...sums }) => [new Date(Date.parse(window.from) + 8 * 3_600_000).toISOString().slice(0, 7), sums, holds, proposal?.id ?? null])
    expect(nodes).toEqual([
      ['2026-07', quarters['2026-07'], false, null],
      ['2026-04', quarters['2026-04'], true, TEST],
      ['2026-01', quarters['2026-01'], false, null],
    ])
  })

  test('pages of measures go on where they ended', async () => {
    const page = async (after: string | null) => (await door.answer<{ translation: { measures: { nodes: readonly { window: { from: string }; group: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } }>('query($after: String) { translation(name: "region-line") { measures(first: 3, after: $after) { nodes { window { from } group } pageInfo { hasNextPage endCursor } } } }', { after })).translation.measures
    const found: string[] = []
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page(after)
      found.push(...nodes.map(({ window, group }) => `${window.from.slice(0, 10)} ${group}`))
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    expect(found).toEqual(['2026-06-30 North', '2026-04-30 East', '2026-04-30 North', '2026-04-30 South', '2026-03-31 East', '2026-03-31 North', '2026-03-31 South', '2026-01-31 North', '2026-01-31 South'])
  })

  test('the lineage of a proposal leads to the orders that it is founded on', async () => {
    await door.world.follower.reached(await lastSeq(door.world.journal))
    const { lineage } = await door.answer<{ lineage: { complete: boolean; nodes: readonly { id: string }[] } }>(`{ lineage(from: ["${TEST}"], direction: UPSTREAM, to: ["Order"], first: 100) { complete nodes { id } } }`)
    const wanted = [...Array.from({ length: 7 }, (_, n) => `Order/C-${101 + n}`), ...Array.from({ length: 7 }, (_, n) => `Order/C-${111 + n}`)]
    expect([lineage.complete, lineage.nodes.map(({ id }) => id).sort()]).toEqual([true, wanted])
  })

  test('a proposal belongs to no order, and its links say who states them', async () => {
    const { data, errors } = await door.ask('{ order(id: "C-101") { timeline { nodes { about { id } } } } }')
    expect(errors).toEqual([])
    expect(JSON.stringify(data)).not.toContain('StabilityTest')
    const { entity } = await door.answer<{ entity: { claims: { nodes: readonly { domain: string; source: string; field: string; value: unknown }[] } } }>(`{ entity(type: "EngineeringChange", key: "defect-change:2026-Q2:pump leaks") { claims { nodes { domain source field value } } } }`)
    expect(entity.claims.nodes.map(({ domain, source, field, value }) => `${domain} ${source} ${field} ${String(value)}`).sort()).toEqual([
      ...['R-2', 'R-3', 'R-5', 'R-7'].map((review) => `plm defect-change foundedOn Review/${review}`), 'plm defect-change state PROPOSED',
    ])
  })
})

/** The graph but for the mark of how far it has come, which a rebuild numbers anew. */
const shown = async (): Promise<readonly string[]> => (await dumpGraph(door.world)).filter((line) => !line.includes('"Applied"'))
/** Everything measured, row by row. */
const measured = async (): Promise<readonly unknown[]> => (await door.world.journal.query('select translation, ref, window_from, group_key, matches, amount::text from measured order by translation, ref')).rows

describe('a proposal is decided on once', () => {
  test('by somebody who says who they are', async () => {
    const { errors } = await door.ask(`mutation { acceptProposal(id: "${TEST}", reason: "yes") { id } }`)
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['ACTOR_MISSING'])
  })

  test('accepted, the entity says so, and nobody decides again', async () => {
    expect(await as('Lin')('acceptProposal', TEST)).toEqual({
      id: TEST, stage: 'ACCEPTED', decidedBy: 'Lin', reason: 'as agreed on Monday', decidedAt: '2026-07-02T00:00:05Z',
      entity: { title: 'Stability test case for an anti-photoageing ingredient', share: 0.7, state: { local: 'ACCEPTED', source: 'spf-stability' } },
    })
    expect(await as('Wu')('rejectProposal', TEST)).toEqual(['PROPOSAL_DECIDED'])
    expect(await as('Wu')('acceptProposal', 'StabilityTest/other')).toEqual(['PROPOSAL_UNKNOWN'])
  })

  test('what is told later changes what is measured and not what was proposed; it is not proposed again', async () => {
    expect(await as('Wu')('rejectProposal', CHANGE)).toMatchObject({ stage: 'REJECTED', decidedBy: 'Wu' })
    await door.sendText('reviews', JSON.stringify({ id: 'R-9', at: '2026-06-20T10:00:00', article: 'SERUM', order: 'C-120', stars: 1, defect: 'pump leaks' }))
    const line = (n: number): string => `C-201,${n},K31,North,SUN30,Sun fluid 30,30,30,2026-06-20T10:00:00,ordered`
    await door.sendText('shop', `order,line,customer,region,article,name,spf,pieces,at,state\n${line(1)}\n${line(2)}\n`)
    door.setClock('2026-07-02T00:01:00Z')
    const { translation } = await door.answer<{ translation: { measures: { nodes: readonly { group: string; count: number; proposal: { stage: string } | null }[] } } }>('{ translation(name: "defect-change") { measures(first: 1) { nodes { group count proposal { stage } } } } }')
    expect(translation.measures.nodes).toEqual([{ group: 'pump leaks', count: 5, proposal: { stage: 'REJECTED' } }])
    await pause(1_500)
    const all = byId(await listed())
    // 84 of 180 pieces by now.
    expect([all[TEST]?.share, all[TEST]?.holds, all[CHANGE]?.count, all[CHANGE]?.holds, Object.keys(all).length]).toEqual([0.7, false, 4, true, 3])
  })

  test('nobody decides in time: it is over, for the next question and for good', async () => {
    door.setClock('2026-08-01T00:00:05Z')
    expect(await as('Lin')('acceptProposal', SWITCH)).toEqual(['PROPOSAL_DECIDED'])
    expect(byId(await until((all) => byId(all)[SWITCH]?.stage === 'EXPIRED'))[SWITCH]).toMatchObject({ stage: 'EXPIRED' })
    const asked = await door.answer<{ proposals: { totalCount: number; nodes: readonly { id: string; reason: string; decidedBy: string }[] } }>('{ proposals(stage: EXPIRED, translation: "region-line") { totalCount nodes { id reason decidedBy } } }')
    expect(asked.proposals).toEqual({ totalCount: 1, nodes: [{ id: SWITCH, reason: 'nobody decided in time', decidedBy: 'translation' }] })
  })

  test('what was proposed and decided is published in order, signed, again where it was not taken', async () => {
    const secret = `whsec_${Buffer.from('a secret of twenty-four bytes!').toString('base64')}`
    const took: { readonly type: string; readonly subject: string; readonly data: Readonly<Record<string, unknown>> }[] = []
    const refused: string[] = []
    const endpoint = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const body = Buffer.concat(parts).toString()
        const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers as Record<string, string>
        // As the standard says, by hand: HMAC-SHA256 of id, time and body, joined by dots.
        expect(signature).toBe(`v1,${createHmac('sha256', 'a secret of twenty-four bytes!').update(`${id}.${at}.${body}`).digest('base64')}`)
        if (took.length === 1 && refused.length === 0) {
          refused.push(id ?? '')
          response.writeHead(503).end()
          return
        }
        took.push(JSON.parse(body) as (typeof took)[number])
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
    const failures: unknown[] = []
    const publisher = publishProposals(door.world, { url: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/hook`, secret }, (error) => failures.push(error))
    for (let tries = 0; took.length < 6 && tries < 200; tries += 1) await pause(50)
    await publisher.stop()
    endpoint.close()
    expect([refused.length, failures.length]).toEqual([1, 1])
    expect(took.slice(0, 3).map(({ type, subject }) => `${type} ${subject}`).sort()).toEqual([CHANGE, SWITCH, TEST].map((ref) => `osl.proposal.proposed ${ref}`))
    expect(took.slice(3).map(({ type, subject }) => `${type} ${subject}`)).toEqual([`osl.proposal.accepted ${TEST}`, `osl.proposal.rejected ${CHANGE}`, `osl.proposal.expired ${SWITCH}`])
    expect(took.find(({ subject, type }) => subject === CHANGE && type.endsWith('proposed'))?.data).toEqual({
      translation: 'defect-change', version: 1, proposal: CHANGE, stage: 'PROPOSED', actor: 'translation', reason: 'measure.count > 3', window: { from: '2026-03-31T16:00:00Z', until: '2026-06-30T16:00:00Z' }, group: 'pump leaks',
      measure: { count: 4, amount: 4, groupCount: 4, groupTotal: 4, totalCount: 7, total: 7, share: 4 / 7 }, condition: 'measure.count > 3', expiresAt: null, fields: { title: 'Engineering change: pump leaks', reviews: 4 }, evidence: ['Review/R-2', 'Review/R-3', 'Review/R-5', 'Review/R-7'],
    })
  })

  test('a translation that is not there', async () => {
    const { errors } = await door.ask('{ proposals(translation: "spf-stabilty") { totalCount } }')
    expect(errors.map(({ message, extensions }) => [extensions['code'], message])).toEqual([['UNKNOWN_TRANSLATION', "The model has no translation 'spf-stabilty'. Nearest: spf-stability. Known: defect-change, region-line, spf-stability."]])
  })
})

describe('made anew from the journal', () => {
  test('a rebuild measures the same, proposes nothing again and shows the same graph', async () => {
    const [rows, graph, all] = [await measured(), await shown(), await listed()]
    expect(rows.length).toBeGreaterThan(40)
    await door.close()
    door = await openWorldDoor(FOLDER, { keep: true, rebuild: true })
    door.setClock('2026-11-01T00:01:00Z')
    await door.world.follower.reached(await lastSeq(door.world.journal))
    expect(await measured()).toEqual(rows)
    await pause(2_000)
    expect(await listed()).toEqual(all)
    expect(await shown()).toEqual(graph)
  })
})

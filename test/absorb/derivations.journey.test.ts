import { describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { dumpTables } from '../bulk/dump-tables.ts'
import { has, is, leads } from '../settle/tell.ts'
import { ask, askAs, askWhole, atelierForEachTest, close, iso, open, rebuiltTheSame, setClock, tell, world } from './atelier-door.ts'

/*
 * Versions of the derivation `same-terms` ruled on while the atelier is served. Orders A and B are both billed; garment 1 of A has 2 pieces, garment 2 of B none; A is paid
 * by payment 1 of 10, B by payment 2 of 30. Version 1 links garments with pieces to every payment on the same terms: 1 to both. `dear` links garments to payments of
 * more than 20: both to payment 2.
 */
atelierForEachTest()

const told = (): Promise<unknown> => Promise.all([tell(...Object.entries({ A: ['1', 2], B: ['2', 0] } as const).flatMap(([order, [garment, pieces]]) => [
  has('desk', 1, `Order/${order}`, 'terms', 'BILL'), leads('desk', 1, `Garment/${garment}`, 'order', `Order/${order}`), has('desk', 1, `Garment/${garment}`, 'pieces', pieces),
])), tell(...Object.entries({ A: ['1', 10], B: ['2', 30] } as const).flatMap(([order, [payment, amount]]) => [
  leads('bank', 2, `Payment/${payment}`, 'order', `Order/${order}`), has('bank', 2, `Payment/${payment}`, 'amount', amount), is('bank', 2, `Payment/${payment}`, 'BOOKED'),
]))])

const dear = (version = 2, when = 'to.amount > 20', more = ''): string => `derivation: same-terms
title: Payments worth a look
owner: the tailor
version: ${version}   # small ones never are
relation: Garment.mayBePaidBy
from:
  with: { order: order }
  key: order.terms
to:
  with: { paid: order }
  key: paid.terms
when: ${when}
${more}`

const RULED = '{ derivation { name version title } version { version lifecycle judging effectiveFrom effectiveTo proposedBy approvedBy } }'
const propose = (actor: string, source: string, draft = false) => askAs(actor, `mutation ($source: String!) { proposeDerivation(source: $source, draft: ${draft}, reason: "why not") ${RULED} }`, { source })
const rule = async (actor: string, what: 'approve' | 'return' | 'activate' | 'retire', version: number) => {
  const { data, errors } = await askAs(actor, `mutation { ruled: ${what}Derivation(derivation: "same-terms", version: ${version}, reason: "so be it") ${RULED} }`)
  return errors.length > 0 ? errors.map(({ extensions }) => extensions['code']) : (data?.['ruled'] as { version: Readonly<Record<string, unknown>> }).version
}
const judgingOf = async (): Promise<readonly string[]> => ((await ask('{ derivations { name versions { version lifecycle judging entitiesLeft } } }')) as { derivations: { name: string; versions: { judging: string; entitiesLeft: number | null }[] }[] }).derivations.find(({ name }) => name === 'same-terms')?.versions.map(({ judging }) => judging) ?? []
/** Until every link follows the version in force. */
const followed = () => expect.poll(judgingOf, { timeout: 20_000 }).not.toContain('UNDER_WAY')
/** A version rehearsed against the one in force. */
const rehearsed = async (version: number): Promise<Readonly<Record<string, unknown>>> => {
  const { data, errors } = await askAs('cem', `mutation { rehearseDerivation(derivation: "same-terms", version: ${version}) { id } }`)
  expect(errors).toEqual([])
  const { id } = data?.['rehearseDerivation'] as { id: string }
  const now = async () => ((await ask(`{ rehearsal(id: ${id}) { definition version against actor stage failure orders changed links { links linksBefore come gone overflows overflowsBefore examples { from { id } to { id } comes key fromAt because } } } }`)) as { rehearsal: { stage: string } }).rehearsal
  await expect.poll(async () => (await now()).stage, { timeout: 30_000 }).not.toBe('UNDER_WAY')
  return now()
}
const inForce = async (source: string, version: number): Promise<void> => {
  await propose('ada', source)
  await rule('ben', 'approve', version)
  await rehearsed(version)
  expect(await rule('ben', 'activate', version)).toMatchObject({ lifecycle: 'ACTIVE' })
  await followed()
}
/** Whom garments may be paid by, each with the version that says so. */
const linked = async (): Promise<readonly string[]> => {
  const garments = await ask(`{ ${['1', '2'].map((key) => `g${key}: node(id: "Garment/${key}") { id ... on Garment { mayBePaidBy { edges { node { id } derivation { name version title } } } } }`).join(' ')} }`) as Readonly<Record<string, { id: string; mayBePaidBy: { edges: { node: { id: string }; derivation: { name: string; version: number } }[] } }>>
  return Object.values(garments).flatMap(({ id, mayBePaidBy }) => mayBePaidBy.edges.map(({ node, derivation }) => `${id} ${node.id} ${derivation.name} v${derivation.version}`)).sort()
}
const BEFORE = ['Garment/1 Payment/1 same-terms v1', 'Garment/1 Payment/2 same-terms v1']
const AFTER = ['Garment/1 Payment/2 same-terms v2', 'Garment/2 Payment/2 same-terms v2']
const sound = async (): Promise<void> => expect((await examineGraph(world, world.clock())).listed).toEqual([])

describe('a version of a derivation', () => {
  test('is proposed, approved by somebody else and brought into force: links of before are gone, its own are there, each with its version', async () => {
    await told()
    expect(await linked()).toEqual(BEFORE)
    setClock(101)
    expect((await propose('ada', dear())).data).toEqual({ proposeDerivation: { derivation: { name: 'same-terms', version: 1, title: 'Payments on the terms of a garment\'s order' }, version: { version: 2, lifecycle: 'PROPOSED', judging: 'NOT_YET', effectiveFrom: null, effectiveTo: null, proposedBy: 'ada', approvedBy: null } } })
    expect(await rule('Ada ', 'approve', 2)).toEqual(['OWN_PROPOSAL'])
    expect(await rule('ben', 'activate', 2)).toEqual(['LIFE_CYCLE'])
    expect(await rule('ben', 'approve', 2)).toMatchObject({ lifecycle: 'APPROVED', judging: 'NOT_YET', approvedBy: 'ben' })
    expect((await propose('ada', dear())).errors[0]?.extensions['code']).toBe('VERSION_EXISTS')
    expect(await linked()).toEqual(BEFORE)
    expect(await rule('ben', 'activate', 2)).toEqual(['REHEARSAL_WANTED'])
    // Garment 2 has no pieces, which version 1 wants; payment 1 is of 10.
    expect(await rehearsed(2)).toEqual({ definition: 'same-terms', version: 2, against: 1, actor: 'cem', stage: 'DONE', failure: null, orders: 4, changed: null, links: {
      links: 2, linksBefore: 2, come: 1, gone: 1, overflows: 0, overflowsBefore: 0, examples: [
        { from: { id: 'Garment/2' }, to: { id: 'Payment/2' }, comes: true, key: 'BILL', fromAt: null, because: 'CONDITION' },
        { from: { id: 'Garment/1' }, to: { id: 'Payment/1' }, comes: false, key: 'BILL', fromAt: null, because: 'CONDITION' },
      ],
    } })
    expect(await linked()).toEqual(BEFORE)
    expect(await rule('ben', 'activate', 2)).toMatchObject({ lifecycle: 'ACTIVE', effectiveFrom: iso(101) })
    await followed()
    expect(await linked()).toEqual(AFTER)
    expect(await ask('{ derivations { name version title relation links versions { version lifecycle judging effectiveTo acts { act actor reason } } } }')).toMatchObject({ derivations: [
      { name: 'same-terms', version: 2, title: 'Payments worth a look', relation: 'Garment.mayBePaidBy', links: 2, versions: [
        { version: 1, lifecycle: 'RETIRED', judging: 'DONE', effectiveTo: iso(101), acts: [{ act: 'FILED', actor: 'files', reason: 'the world begins with them' }, { act: 'RETIRED', actor: 'ben', reason: 'version 2 comes into force: so be it' }] },
        { version: 2, lifecycle: 'ACTIVE', judging: 'DONE', acts: [{ act: 'PROPOSED', actor: 'ada', reason: 'why not' }, { act: 'APPROVED', actor: 'ben' }, { act: 'ACTIVATED', actor: 'ben' }] },
      ] },
      { name: 'sent-near', version: 3, versions: [{ version: 3, lifecycle: 'ACTIVE', judging: 'DONE' }] },
    ] })
    const { receipt } = await askWhole('{ node(id: "Garment/1") { ... on Garment { mayBePaidBy { totalCount } } } }')
    expect(receipt['derivations']).toEqual([{ name: 'same-terms', version: 2 }])
    await sound()
    const kept = async () => Object.entries(await dumpTables(world.journal)).filter(([table]) => ['join_row', 'inferred_link', 'overflow'].includes(table))
    const tables = await kept()
    await rebuiltTheSame()
    await sound()
    expect(await kept()).toEqual(tables)
    expect(await linked()).toEqual(AFTER)
  })

  test('is the rule for what is told from then on, also while the change is under way, and nobody joins by the one before', async () => {
    await told()
    setClock(101)
    await propose('ada', dear())
    await rule('ben', 'approve', 2)
    await rehearsed(2)
    const [active] = await Promise.all([rule('ben', 'activate', 2), tell(leads('bank', 3, 'Payment/3', 'order', 'Order/A'), has('bank', 3, 'Payment/3', 'amount', 40)), tell(has('desk', 3, 'Garment/1', 'pieces', 0))])
    expect(active).toMatchObject({ lifecycle: 'ACTIVE' })
    await followed()
    // What is due is there, whichever came first; three payments share the terms, and two of them are dear.
    await tell(has('desk', 4, 'Garment/2', 'pieces', 9))
    expect(await linked()).toEqual([...AFTER, 'Garment/1 Payment/3 same-terms v2', 'Garment/2 Payment/3 same-terms v2'].sort())
    await sound()
  })

  test('that is retired leaves nothing behind, and another can follow it', async () => {
    await told()
    setClock(101)
    expect(await rule('cem', 'retire', 1)).toMatchObject({ lifecycle: 'RETIRED', effectiveTo: iso(101) })
    await followed()
    expect(await linked()).toEqual([])
    expect(await ask('{ derivations { name version title links } }')).toMatchObject({ derivations: [{ name: 'same-terms', version: null, title: 'Payments on the terms of a garment\'s order', links: 0 }, { version: 3 }] })
    await tell(has('desk', 3, 'Garment/2', 'pieces', 1))
    expect(await linked()).toEqual([])
    expect(await rule('cem', 'retire', 1)).toEqual(['LIFE_CYCLE'])
    await sound()
    await rebuiltTheSame()
    setClock(102)
    await inForce(dear(), 2)
    expect(await linked()).toEqual(AFTER)
    await sound()
  })

  test('says how often an entity may join: what joins more has none and is listed', async () => {
    await told()
    setClock(101)
    await propose('ada', dear(2, 'to.amount > 0', 'most: 1\n'))
    expect((await rehearsed(2))['links']).toEqual({ links: 0, linksBefore: 2, come: 0, gone: 2, overflows: 2, overflowsBefore: 0, examples: ['Payment/1', 'Payment/2'].map((id) => ({ from: { id: 'Garment/1' }, to: { id }, comes: false, key: 'BILL', fromAt: null, because: 'MOST' })) })
    await inForce(dear(2, 'to.amount > 0', 'most: 1\n'), 2)
    expect(await linked()).toEqual([])
    expect(await ask('{ derivations { most overflows overflowing } }')).toMatchObject({ derivations: [{ most: 1, overflows: 2, overflowing: ['Garment/1', 'Garment/2'] }, {}] })
    setClock(102)
    await inForce(dear(3), 3)
    expect(await ask('{ derivations { most overflows } }')).toMatchObject({ derivations: [{ most: 200, overflows: 0 }, {}] })
    expect(await linked()).toEqual(AFTER.map((link) => link.replace('v2', 'v3')))
  })

  test('is refused with every problem and its place, and leaves nothing', async () => {
    const code = async (answer: ReturnType<typeof propose>): Promise<unknown> => (await answer).errors.map(({ extensions, message }) => [extensions['code'], message])
    expect(await code(propose('ada', dear(2, 'to.amont > 20').replace('order.terms', 'order.trems')))).toEqual([['DERIVATION_UNSOUND', expect.stringMatching(/same-terms version 2:8:\d+[^]*same-terms version 2:12:\d+/) as unknown]])
    expect(await code(propose('ada', dear().replace('derivation: same-terms', 'derivation: same-term')))).toEqual([['UNKNOWN_DERIVATION', expect.stringContaining('It has: same-terms, sent-near.') as unknown]])
    expect(await code(propose('ada', dear(2, 'true').replace('Garment.mayBePaidBy', 'Payment.sentNear').replace('order.terms', `"'x'"`).replace('paid.terms', `"'x'"`).replace('  with: { paid: order }\n', '')))).toEqual([['DERIVATION_ELSEWHERE', expect.stringContaining('Garment.mayBePaidBy') as unknown]])
    expect(await code(propose('ada', dear(1)))).toEqual([['VERSION_EXISTS', expect.anything() as unknown]])
    expect(await code(propose('ada', 'definition: done\nversions: []\n'))).toEqual([['DERIVATION_UNSOUND', expect.anything() as unknown]])
    expect(await code(propose('', dear()))).toEqual([['ACTOR_MISSING', expect.anything() as unknown]])
    expect(await judgingOf()).toEqual(['DONE'])
  })

  test('holds after a start, whatever was left to be followed', async () => {
    await told()
    setClock(101)
    await propose('ada', dear())
    await rule('ben', 'approve', 2)
    await world.follower.stop()
    await world.journal.query(`insert into definition_act (kind, definition, version, act, effective_to, actor, reason, recorded_at) values ('derivation', 'same-terms', 1, 'RETIRED', 1, 'ben', 'r', 1)`)
    await world.journal.query(`insert into definition_act (kind, definition, version, act, effective_from, actor, reason, recorded_at) values ('derivation', 'same-terms', 2, 'ACTIVATED', 1, 'ben', 'r', 1)`)
    await close()
    await open({ keep: true })
    await followed()
    expect(await linked()).toEqual(AFTER)
    await sound()
  })
})

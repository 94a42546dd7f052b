import { describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { has, is, leads } from '../settle/tell.ts'
import { ask, askAs, atelierForEachTest, close, iso, open, rebuiltTheSame, setClock, tell, verdict, world } from './atelier-door.ts'

/*
 * Versions of definitions drafted, proposed, approved, brought into force and retired while the atelier is served. Order A is sewn at 10 and paid at
 * 34, order B sewn at 12 and never paid. `handed`: what the tests propose, by which an order is done when something of it is sewn.
 */
atelierForEachTest()

const told = async (): Promise<void> => {
  await tell(...Object.entries({ A: 10, B: 12 }).flatMap(([key, sewn]) => [
    has('desk', 1, `Order/${key}`, 'terms', 'BILL'), leads('desk', 1, `Garment/${key}`, 'order', `Order/${key}`), is('desk', 1, `Garment/${key}`, 'CUT'), is('desk', sewn, `Garment/${key}`, 'SEWN'),
  ]))
  await tell(leads('bank', 34, 'Payment/A', 'order', 'Order/A'), is('bank', 34, 'Payment/A', 'BOOKED'))
}

const handed = (version = 1, met = "state.local == 'SEWN'"): string => `definition: handed
title: Handed over
owner: the tailor
versions:
  - version: ${version}
    changeReason: sewn is enough   # whoever pays
    domains:
      selling: { over: Garment, met: "${met}" }
    unified: all
`
const RULED = '{ definition { name } version { version lifecycle judging effectiveFrom effectiveTo proposedBy approvedBy } }'
const propose = (actor: string, source: string, draft = false) => askAs(actor, `mutation ($source: String!) { proposeDefinition(source: $source, draft: ${draft}, reason: "why not") ${RULED} }`, { source })
const rule = async (actor: string, what: 'approve' | 'return' | 'activate' | 'retire', definition: string, version: number, more = '') => {
  const { data, errors } = await askAs(actor, `mutation { ruled: ${what}Definition(definition: "${definition}", version: ${version}, reason: "so be it"${more}) ${RULED} }`)
  return errors.length > 0 ? errors.map(({ extensions }) => extensions['code']) : (data?.['ruled'] as { version: Readonly<Record<string, unknown>> }).version
}
/** A version rehearsed against the one in force. */
const rehearsed = async (definition: string, version: number): Promise<void> => {
  const { data } = await askAs('cem', `mutation { rehearseDefinition(definition: "${definition}", version: ${version}) { id } }`)
  const { id } = data?.['rehearseDefinition'] as { id: string }
  await expect.poll(async () => ((await ask(`{ rehearsal(id: ${id}) { stage } }`)) as { rehearsal: { stage: string } }).rehearsal.stage, { timeout: 30_000 }).toBe('DONE')
}
/** Until every order is judged by a version. */
const judged = async (definition: string, version: number): Promise<void> => {
  await expect.poll(async () => ((await ask(`{ definition(name: "${definition}") { versions { version judging } } }`)) as { definition: { versions: { version: number; judging: string }[] } }).definition.versions.find((one) => one.version === version)?.judging, { timeout: 20_000 }).toBe('DONE')
}
const orderA = `{ order(id: "Order/A") { verdict(definition: "handed", version: 1) { unified since } } }`

describe('a version of a definition', () => {
  test('goes from proposed to approved by somebody else, is then what orders are judged by, comes into force and is retired', async () => {
    await told()
    expect((await propose('ada', handed())).data).toEqual({ proposeDefinition: { definition: { name: 'handed' }, version: { version: 1, lifecycle: 'PROPOSED', judging: 'NOT_YET', effectiveFrom: null, effectiveTo: null, proposedBy: 'ada', approvedBy: null } } })
    expect(await ask(orderA)).toMatchObject({ errors: ['VERSION_NOT_JUDGED'] })
    const filtered = (version: string): Promise<unknown> => ask(`{ orders(where: { verdicts: { some: { definition: { eq: "handed" }, version: ${version}, outcome: { eq: MET } } } }) { totalCount } }`)
    expect([await filtered('{ eq: 1 }'), await filtered('{ in: [1] }')]).toMatchObject([{ errors: ['VERSION_NOT_JUDGED'] }, { orders: { totalCount: 0 } }])
    expect(await ask('{ order(id: "Order/A") { verdict(definition: "handed") { unified } } }')).toMatchObject({ errors: ['DEFINITION_NOT_EFFECTIVE'] })
    // What it makes of one order can be told before anybody approves it.
    expect(await ask('{ explainChange(order: "Order/A", definition: "handed", before: { version: 1, asOf: "2026-01-01T05:00:00Z" }, after: { version: 1 }) { before { outcome } after { outcome } } }')).toEqual({ explainChange: { before: { outcome: 'NOT_MET' }, after: { outcome: 'MET' } } })
    expect(await rule('Ada ', 'approve', 'handed', 1)).toEqual(['OWN_PROPOSAL'])
    expect(await rule('ben', 'activate', 'handed', 1)).toEqual(['LIFE_CYCLE'])
    expect(await rule('ben', 'approve', 'handed', 1)).toMatchObject({ lifecycle: 'APPROVED', approvedBy: 'ben' })
    await judged('handed', 1)
    expect(await verdict('Order/A', 'handed')).toEqual([`Order/A MET ${iso(10)}`, `selling MET ${iso(10)}`])
    expect(await ask('{ orders(where: { verdicts: { some: { definition: { eq: "handed" }, version: { eq: 1 }, outcome: { eq: MET } } } }) { totalCount } disagreements(definition: "handed", version: 1) { orders unified { outcome orders } } }'))
      .toEqual({ orders: { totalCount: 2 }, disagreements: { orders: 2, unified: [{ outcome: 'MET', orders: 2 }] } })
    expect(await rule('ben', 'activate', 'handed', 1)).toEqual(['REHEARSAL_WANTED'])
    await rehearsed('handed', 1)
    expect(await rule('ben', 'activate', 'handed', 1)).toMatchObject({ lifecycle: 'ACTIVE', effectiveFrom: iso(100), judging: 'DONE' })
    expect(await ask('{ order(id: "Order/B") { verdict(definition: "handed") { version unified } } }')).toEqual({ order: { verdict: { version: 1, unified: 'MET' } } })
    expect(await ask(`{ order(id: "Order/B", asOf: "${iso(99)}") { verdict(definition: "handed") { version } } }`)).toMatchObject({ errors: ['DEFINITION_NOT_EFFECTIVE'] })
    setClock(110)
    expect(await rule('ada', 'retire', 'handed', 1, `, effectiveTo: "${iso(109)}"`)).toEqual(['EFFECTIVE_IN_PAST'])
    expect(await rule('ada', 'retire', 'handed', 1)).toMatchObject({ lifecycle: 'RETIRED', effectiveTo: iso(110) })
    expect(await ask('{ order(id: "Order/B") { verdict(definition: "handed") { version } } }')).toMatchObject({ errors: ['DEFINITION_NOT_EFFECTIVE'] })
    expect(await ask(`{ order(id: "Order/B", asOf: "${iso(105)}") { verdict(definition: "handed") { version unified } } }`)).toEqual({ order: { verdict: { version: 1, unified: 'MET' } } })
    expect(await ask('{ definition(name: "handed") { versions { acts { act actor reason } } } }')).toEqual({ definition: { versions: [{ acts: [
      { act: 'PROPOSED', actor: 'ada', reason: 'why not' }, { act: 'APPROVED', actor: 'ben', reason: 'so be it' }, { act: 'ACTIVATED', actor: 'ben', reason: 'so be it' }, { act: 'RETIRED', actor: 'ada', reason: 'so be it' },
    ] }] } })
    expect((await examineGraph(world, world.clock())).listed).toEqual([])
    await rebuiltTheSame()
    expect(await verdict('Order/A', 'handed')).toEqual([`Order/A MET ${iso(10)}`, `selling MET ${iso(10)}`])
  })

  test('that comes into force ends the one before it, and orders told later are judged by both', async () => {
    await told()
    await propose('ada', handed())
    await rule('ben', 'approve', 'handed', 1)
    await judged('handed', 1)
    await rehearsed('handed', 1)
    await rule('ben', 'activate', 'handed', 1)
    await propose('ada', handed(2, "state.local == 'CUT'"))
    await rule('ben', 'approve', 'handed', 2)
    await judged('handed', 2)
    await rehearsed('handed', 2)
    expect(await rule('ben', 'activate', 'handed', 2, `, effectiveFrom: "${iso(200)}"`)).toMatchObject({ effectiveFrom: iso(200) })
    expect(await ask('{ definition(name: "handed") { active { version } then: active(at: "2026-01-09T08:00:00Z") { version } versions { version lifecycle effectiveTo } } }')).toEqual({ definition: {
      active: { version: 1 }, then: { version: 2 }, versions: [{ version: 1, lifecycle: 'RETIRED', effectiveTo: iso(200) }, { version: 2, lifecycle: 'ACTIVE', effectiveTo: null }],
    } })
    await tell(leads('desk', 90, 'Garment/C', 'order', 'Order/C'), is('desk', 90, 'Garment/C', 'CUT'))
    expect([await verdict('Order/C', 'handed', 1), await verdict('Order/C', 'handed', 2)]).toEqual([[`Order/C NOT_MET ${iso(90)}`, `selling NOT_MET ${iso(90)}`], [`Order/C MET ${iso(90)}`, `selling MET ${iso(90)}`]])
    setClock(200)
    expect(await ask('{ order(id: "Order/C") { verdict(definition: "handed") { version unified } } }')).toEqual({ order: { verdict: { version: 2, unified: 'MET' } } })
    expect(await rule('ben', 'retire', 'handed', 1)).toEqual(['LIFE_CYCLE'])
  })

  test('is refused with every problem and its place, and leaves nothing', async () => {
    const { errors } = await propose('ada', handed(1, "state.local == 'SOWN'").replace('unified: all', 'unified: "selling == \'MEET\'"'))
    expect(errors.map(({ message, extensions }) => [extensions['code'], message])).toEqual([['DEFINITION_UNSOUND', expect.stringMatching(/handed version 1:8:\d+ UNKNOWN_WORD 'SOWN'.*Nearest: SEWN[^]*handed version 1:9:\d+ UNKNOWN_WORD 'MEET'/) as unknown]])
    expect((await propose('ada', 'definition: handed\nversions: [')).errors[0]?.extensions['code']).toBe('DEFINITION_UNSOUND')
    expect((await propose('ada', handed().replace('unified: all\n', `unified: all\n  - version: 2\n    changeReason: two at once\n    domains: { selling: { over: Garment, met: "true" } }\n    unified: all\n`))).errors[0]?.message).toContain('OTHER_VERSION')
    expect((await propose('', handed())).errors[0]?.extensions['code']).toBe('ACTOR_MISSING')
    expect(await ask('{ definition(name: "handed") { name } }')).toMatchObject({ errors: ['UNKNOWN_DEFINITION'] })
    // A version of the folder changes no more either.
    expect((await propose('ada', handed().replace('handed', 'done'))).errors[0]).toMatchObject({ message: expect.stringContaining('Give what you propose a number of its own: 4') as unknown, extensions: { code: 'VERSION_EXISTS' } })
  })

  test('is a draft until it is proposed, and may be given back', async () => {
    expect((await propose('ada', handed(1, 'true'), true)).data).toMatchObject({ proposeDefinition: { version: { lifecycle: 'DRAFT', proposedBy: null } } })
    expect(await rule('ben', 'approve', 'handed', 1)).toEqual(['LIFE_CYCLE'])
    expect((await propose('cem', handed())).errors[0]?.extensions['code']).toBe('DRAFT_OF_ANOTHER')
    await propose('ada', handed())
    expect(await rule('ben', 'return', 'handed', 1)).toMatchObject({ lifecycle: 'DRAFT' })
    await propose('ada', handed(1, "state.local == 'CUT'"))
    expect(await rule('ada', 'approve', 'handed', 1)).toEqual(['OWN_PROPOSAL'])
    expect(await rule('ben', 'approve', 'handed', 1)).toMatchObject({ lifecycle: 'APPROVED' })
    expect((await propose('ada', handed())).errors[0]?.extensions['code']).toBe('VERSION_EXISTS')
    // Where there is no order every one is judged.
    await judged('handed', 1)
  })

  test('holds after a start, whatever was left to be judged', async () => {
    await told()
    await propose('ada', handed())
    await rule('ben', 'approve', 'handed', 1)
    // However much was judged before the program ended.
    await world.follower.stop()
    await world.journal.query(`insert into to_judge select ref from entity where type = 'Order' on conflict do nothing`)
    await world.journal.query('update judged set batch = null where definition = $1', ['handed'])
    await close()
    await open({ keep: true })
    await judged('handed', 1)
    expect(await verdict('Order/B', 'handed')).toEqual([`Order/B MET ${iso(12)}`, `selling MET ${iso(12)}`])
  })
})

describe('a version that uses another', () => {
  const onTop = (used = 'handed', body = `verdicts.it.outcome == 'MET'`): string => `definition: onTop
title: On top
owner: the tailor
versions:
  - version: 1
    changeReason: of what is handed over
    uses: { it: { definition: ${used}, version: 1 } }
    domains:
      selling: { over: Order, met: "${body}" }
    unified: all
`
  const codes = async (answer: ReturnType<typeof propose>): Promise<readonly unknown[]> => (await answer).errors.map(({ extensions }) => extensions['code'])

  test('is approved after it, judges orders by it, and what would close a circle or take away what it reads is refused before it is written', async () => {
    await told()
    expect(await codes(propose('ada', onTop()))).toEqual(['DEFINITION_UNSOUND'])
    expect(await codes(propose('ada', handed(), true))).toEqual([])
    expect(await codes(propose('ada', onTop()))).toEqual([])
    expect(await codes(propose('ada', handed().replace('domains:', 'uses: { back: { definition: onTop, version: 1 } }\n    domains:')))).toEqual(['DEFINITION_UNSOUND'])
    expect(await rule('ben', 'approve', 'onTop', 1)).toEqual(['USES_UNAPPROVED'])
    expect(await codes(propose('ada', handed()))).toEqual([])
    expect(await rule('ben', 'approve', 'handed', 1)).toMatchObject({ lifecycle: 'APPROVED' })
    expect(await rule('ben', 'approve', 'onTop', 1)).toMatchObject({ lifecycle: 'APPROVED' })
    await judged('handed', 1)
    await judged('onTop', 1)
    expect(await ask('{ order(id: "Order/A") { verdict(definition: "onTop", version: 1) { unified since } } }')).toEqual({ order: { verdict: { unified: 'MET', since: iso(10) } } })
  })
})

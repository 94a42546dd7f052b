import { describe, expect, test } from 'vitest'
import { examineGraph } from '../../src/examine-graph.ts'
import { holdDefinitions } from '../../src/journal/definitions.ts'
import type { Model } from '../../src/model/model.ts'
import { ruleFile } from '../settle/arbitrated.ts'
import { has, is, leads } from '../settle/tell.ts'
import { ask, askAgain, askAs, askWhole, atelierForEachTest, close, iso, open, rebuiltTheSame, setClock, tell, world } from './atelier-door.ts'

/*
 * A rule of arbitration ruled on while the atelier is served. Desk says that garment 1 of order A is SEWN at 1, web that it is CUT at 2: SEWN is terminal and leads
 * nowhere. They also say 3 and 5 pieces at 1. Garment 2 of order B: both say SEWN.
 */
atelierForEachTest()

const told = async (): Promise<void> => {
  await tell(
    ...(['A', 'B'] as const).flatMap((order, place) => [leads('desk', 1, `Garment/${place + 1}`, 'order', `Order/${order}`), is('desk', 1, `Garment/${place + 1}`, 'SEWN')]), has('desk', 1, 'Garment/1', 'pieces', 3),
    has('desk', 1, 'Order/A', 'terms', 'GIFT'),
  )
  await tell(is('web', 2, 'Garment/1', 'CUT'), is('web', 2, 'Garment/2', 'SEWN'), has('web', 1, 'Garment/1', 'pieces', 5))
}

const NAME = 'garment-state'
const source = (version = 1, ...prefer: readonly string[]): string => ruleFile(NAME, 'Garment.state', prefer.length === 0 ? ['claim.source == "desk"'] : prefer, version)
const RULED = '{ arbitration { name version about prefer } version { version lifecycle judging effectiveFrom effectiveTo proposedBy approvedBy } }'
const propose = (actor: string, text: string) => askAs(actor, `mutation ($source: String!) { proposeArbitration(source: $source, reason: "why not") ${RULED} }`, { source: text })
const rule = async (actor: string, what: 'approve' | 'return' | 'activate' | 'retire', version: number, name = NAME) => {
  const { data, errors } = await askAs(actor, `mutation { ruled: ${what}Arbitration(arbitration: "${name}", version: ${version}, reason: "so be it") ${RULED} }`)
  return errors.length > 0 ? errors.map(({ extensions }) => extensions['code']) : (data?.['ruled'] as { version: Readonly<Record<string, unknown>> }).version
}
const followed = () => expect.poll(async () => ((await ask('{ arbitration { versions { judging } } }')) as { arbitration: { versions: { judging: string }[] }[] }).arbitration.flatMap(({ versions }) => versions.map(({ judging }) => judging)), { timeout: 20_000 }).not.toContain('UNDER_WAY')
const rehearsed = async (version: number, name = NAME): Promise<Readonly<Record<string, unknown>>> => {
  const { data, errors } = await askAs('cem', `mutation { rehearseArbitration(arbitration: "${name}", version: ${version}) { id } }`)
  expect(errors).toEqual([])
  const { id } = data?.['rehearseArbitration'] as { id: string }
  const now = async () => ((await ask(`{ rehearsal(id: ${id}) { definition version against stage failure orders changed links { come } disputes { disputed unsettledBefore unsettledAfter changes { before after entities } verdicts { definition version cells { before after orders } } examples { about { id } before after claims { source value } } } } }`)) as { rehearsal: { stage: string } }).rehearsal
  await expect.poll(async () => (await now()).stage, { timeout: 30_000 }).not.toBe('UNDER_WAY')
  return now()
}
const inForce = async (text: string, version: number): Promise<void> => {
  expect((await propose('ada', text)).errors).toEqual([])
  await rule('ben', 'approve', version)
  await rehearsed(version)
  expect(await rule('ben', 'activate', version)).toMatchObject({ lifecycle: 'ACTIVE' })
  await followed()
}
const STATE = '{ node(id: "Garment/1") { ... on Garment { state { local settled since source conflict { reason } } pieces } } }'
const conflicts = (decided = false) => ask(`{ conflicts(decided: ${decided}) { totalCount nodes { about { id } field reason claims { source value } decidedBy { name version about } } } }`)
const outcome = async (at = '') => ((await ask(`{ order(id: "Order/A"${at}) { verdict(definition: "done", version: 1) { domains { domain outcome } } } }`)) as { order: { verdict: { domains: { domain: string; outcome: string }[] } } }).order.verdict.domains.find(({ domain }) => domain === 'selling')?.outcome
const sound = async (): Promise<void> => expect((await examineGraph(world, world.clock())).listed).toEqual([])

const UNSETTLED = { node: { state: { local: null, settled: false, since: iso(2), source: null, conflict: { reason: 'NOT_REACHABLE' } }, pieces: null } }
const BY_DESK = { node: { state: { local: 'SEWN', settled: true, since: iso(1), source: 'desk', conflict: null }, pieces: null } }
const BY_WEB = { node: { state: { local: 'CUT', settled: true, since: iso(2), source: 'web', conflict: null }, pieces: null } }
const CLAIMS = [{ source: 'desk', value: 'SEWN' }, { source: 'web', value: 'CUT' }]

describe('a version of a rule of arbitration', () => {
  test('is proposed as a new rule, approved by somebody else, rehearsed and brought into force: what was unsettled is decided, at every moment', async () => {
    await told()
    expect(await ask(STATE)).toEqual(UNSETTLED)
    expect(await outcome()).toBe('UNKNOWN')
    setClock(101)
    expect((await propose('ada', source())).data).toEqual({ proposeArbitration: { arbitration: { name: NAME, version: null, about: 'Garment.state', prefer: null }, version: { version: 1, lifecycle: 'PROPOSED', judging: 'NOT_YET', effectiveFrom: null, effectiveTo: null, proposedBy: 'ada', approvedBy: null } } })
    expect(await rule('ada', 'approve', 1)).toEqual(['OWN_PROPOSAL'])
    expect(await rule('ben', 'approve', 1)).toMatchObject({ lifecycle: 'APPROVED', judging: 'NOT_YET' })
    expect(await rule('ben', 'activate', 1)).toEqual(['REHEARSAL_WANTED'])
    expect(await ask(STATE)).toEqual(UNSETTLED)
    expect(await rehearsed(1)).toEqual({ definition: NAME, version: 1, against: null, stage: 'DONE', failure: null, orders: 2, changed: null, links: null, disputes: {
      disputed: 1, unsettledBefore: 1, unsettledAfter: 0, changes: [{ before: null, after: 'SEWN', entities: 1 }],
      // Versions 1 are in force in January: a gift is done when it is sewn, and quiet when a line has been what it is for two hours.
      verdicts: ['done', 'quiet'].map((definition) => ({ definition, version: 1, cells: [{ before: 'UNKNOWN', after: 'MET', orders: 1 }] })),
      examples: [{ about: { id: 'Garment/1' }, before: null, after: 'SEWN', claims: CLAIMS }],
    } })
    expect(await rule('ben', 'activate', 1)).toMatchObject({ lifecycle: 'ACTIVE', effectiveFrom: iso(101) })
    await followed()
    expect(await ask(STATE)).toEqual(BY_DESK)
    expect(await outcome()).toBe('MET')
    expect(await outcome(`, asOf: "${iso(2)}"`)).toBe('MET')
    // Of the pieces nothing decides.
    expect(await conflicts()).toEqual({ conflicts: { totalCount: 1, nodes: [{ about: { id: 'Garment/1' }, field: 'pieces', reason: 'SAME_INSTANT', claims: [{ source: 'desk', value: 3 }, { source: 'web', value: 5 }], decidedBy: null }] } })
    expect(await conflicts(true)).toEqual({ conflicts: { totalCount: 1, nodes: [{ about: { id: 'Garment/1' }, field: 'state', reason: 'NOT_REACHABLE', claims: CLAIMS, decidedBy: { name: NAME, version: 1, about: 'Garment.state' } }] } })
    expect(await ask('{ arbitration { name version prefer decides versions { version lifecycle judging acts { act actor } } } }')).toEqual({ arbitration: [{ name: NAME, version: 1, prefer: ['claim.source == "desk"'], decides: 1, versions: [{ version: 1, lifecycle: 'ACTIVE', judging: 'DONE', acts: [{ act: 'PROPOSED', actor: 'ada' }, { act: 'APPROVED', actor: 'ben' }, { act: 'ACTIVATED', actor: 'ben' }] }] }] })
    expect((await askWhole(STATE)).receipt['arbitration']).toEqual([{ name: NAME, version: 1 }])
    await sound()
    await rebuiltTheSame()
    expect(await ask(STATE)).toEqual(BY_DESK)
    await sound()
  })

  test('is followed by another, and ends: what it decided is decided otherwise, or by nothing', async () => {
    await told()
    setClock(101)
    await inForce(source(), 1)
    expect(await ask(STATE)).toEqual(BY_DESK)
    setClock(102)
    await inForce(source(2, 'claim.source == "web"'), 2)
    expect(await ask(STATE)).toEqual(BY_WEB)
    expect(await outcome()).toBe('NOT_MET')
    await sound()
    // What is told from then on goes by it.
    await tell(is('web', 3, 'Garment/2', 'CUT'))
    expect(await conflicts(true)).toMatchObject({ conflicts: { totalCount: 2 } })
    setClock(103)
    expect(await rule('cem', 'retire', 2)).toMatchObject({ lifecycle: 'RETIRED', effectiveTo: iso(103) })
    await followed()
    expect(await ask(STATE)).toEqual(UNSETTLED)
    expect(await conflicts(true)).toMatchObject({ conflicts: { totalCount: 0 } })
    expect((await askWhole(STATE)).receipt['arbitration']).toEqual([])
    await sound()
    await rebuiltTheSame()
  })

  test('of an attribute decides between values of one instant', async () => {
    await told()
    setClock(101)
    const pieces = 'garment-pieces'
    expect((await propose('ada', ruleFile(pieces, 'Garment.pieces', ['claim.source == "web"']))).errors).toEqual([])
    await rule('ben', 'approve', 1, pieces)
    expect(await rehearsed(1, pieces)).toMatchObject({ disputes: { disputed: 1, unsettledBefore: 1, unsettledAfter: 0, changes: [{ before: null, after: '5', entities: 1 }] } })
    await rule('ben', 'activate', 1, pieces)
    await followed()
    expect(await ask(STATE)).toMatchObject({ node: { pieces: 5 } })
    expect(await ask(`{ order(id: "Order/A", asOf: "${iso(1)}") { lines { nodes { pieces } } } }`)).toEqual({ order: { lines: { nodes: [{ pieces: 5 }] } } })
    await sound()
  })

  test('is rehearsed with the orders that look along a path at what belongs to none', async () => {
    // A line of order A is cut from pattern X, of which desk says at 3 that it is released and web that it is a draft.
    await tell(leads('desk', 1, 'Garment/1', 'order', 'Order/A'), leads('desk', 1, 'Garment/1', 'pattern', 'Pattern/X'), is('desk', 3, 'Pattern/X', 'RELEASED'))
    await tell(is('web', 3, 'Pattern/X', 'DRAFT'))
    await tell(leads('dock', 1, 'Complaint/1', 'order', 'Order/A'), is('dock', 1, 'Complaint/1', 'SOLVED'))
    setClock(101)
    const pattern = 'pattern-state'
    expect((await propose('ada', ruleFile(pattern, 'Pattern.state', ['claim.source == "desk"']))).errors).toEqual([])
    await rule('ben', 'approve', 1, pattern)
    expect(await rehearsed(1, pattern)).toMatchObject({ disputes: { disputed: 1, changes: [{ before: null, after: 'RELEASED', entities: 1 }], verdicts: [{ definition: 'released', version: 1, cells: [{ before: 'UNKNOWN', after: 'MET', orders: 1 }] }] } })
    await rule('ben', 'activate', 1, pattern)
    await followed()
    expect(await ask('{ order(id: "Order/A") { verdict(definition: "released", version: 1) { unified } } }')).toEqual({ order: { verdict: { unified: 'MET' } } })
    await sound()
  })

  test('answers given before are repeated by their receipts as they were', async () => {
    await told()
    const questions = [STATE, '{ conflicts { nodes { field reason claims { id } decidedBy { name } } } }', '{ order(id: "Order/A") { verdict(definition: "done", version: 1) { unified since } } }', '{ disagreements(definition: "done", version: 1) { orders unified { outcome orders } } }']
    const before = await Promise.all(questions.map(async (question) => ({ question, answer: await askWhole(question) })))
    setClock(101)
    await inForce(source(), 1)
    const between = await Promise.all(questions.map(async (question) => ({ question, answer: await askWhole(question) })))
    setClock(102)
    await inForce(source(2, 'claim.source == "web"'), 2)
    for (const { question, answer } of [...before, ...between]) {
      expect(answer.receipt['place']).not.toBeNull()
      const again = await askAgain(answer.receipt, question)
      expect([again.errors, again.data]).toEqual([[], answer.data])
    }
    expect(before.map(({ answer }) => answer.data)).not.toEqual(between.map(({ answer }) => answer.data))
  })

  test('is refused with every problem and its place, about what another rule decides, or about something else than before', async () => {
    const code = async (answer: ReturnType<typeof propose>): Promise<unknown> => (await answer).errors.map(({ extensions, message }) => [extensions['code'], message])
    await told()
    expect(await code(propose('ada', source(1, 'claim.sauce == "desk"', 'claim.local == "SOWN"')))).toEqual([['ARBITRATION_UNSOUND', expect.stringMatching(/version 1:7:\d+[^]*version 1:8:\d+/) as unknown]])
    expect(await code(propose('ada', 'definition: done\nversions: []\n'))).toEqual([['ARBITRATION_UNSOUND', expect.anything() as unknown]])
    expect(await rule('ben', 'approve', 1)).toEqual(['UNKNOWN_ARBITRATION'])
    setClock(101)
    await inForce(source(), 1)
    expect(await code(propose('ada', ruleFile('other', 'Garment.state', ['claim.source == "web"'])))).toEqual([['ARBITRATION_TAKEN', expect.stringContaining(`rule '${NAME}' does`) as unknown]])
    expect(await code(propose('ada', ruleFile(NAME, 'Garment.pieces', ['claim.source == "web"'], 2)))).toEqual([['ARBITRATION_ELSEWHERE', expect.stringContaining('Garment.state, in every version') as unknown]])
    expect(await code(propose('ada', source()))).toEqual([['VERSION_EXISTS', expect.anything() as unknown]])
  })

  test('that was proposed and taken into the folder stands in a rebuild; other words for it in a file are refused', async () => {
    await told()
    setClock(101)
    await inForce(source(), 1)
    const filed = (text: string): Model => ({ ...world.model, filedArbitration: [{ definition: NAME, version: 1, source: text, lifecycle: 'ACTIVE', judging: 'DONE' }] })
    expect(await holdDefinitions(world.journal, filed(source()), { carryOut: true }, world.clock())).toMatchObject({ isTaken: false, rulesDiffer: { arbitration: [] } })
    await expect(holdDefinitions(world.journal, filed(source(1, 'claim.source == "web"')), { carryOut: true }, world.clock())).rejects.toMatchObject({ code: 'DEFINITIONS_DIFFER', message: expect.stringContaining('keeps its rules') as unknown })
    expect(await ask(STATE)).toEqual(BY_DESK)
  })

  test('holds after a start, whatever was left to be settled by it', async () => {
    await told()
    setClock(101)
    await propose('ada', source())
    await rule('ben', 'approve', 1)
    await world.follower.stop()
    await world.journal.query(`insert into definition_act (kind, definition, version, act, effective_from, actor, reason, recorded_at) values ('arbitration', '${NAME}', 1, 'ACTIVATED', 1, 'ben', 'r', 1)`)
    await close()
    await open({ keep: true })
    await followed()
    expect(await ask(STATE)).toEqual(BY_DESK)
    await sound()
  })
})

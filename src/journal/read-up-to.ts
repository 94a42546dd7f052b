import type { IdentifierScheme } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { slasReadUntracked } from '../model/version-reads.ts'
import { MOST_MATCHES } from '../plan/plan-identity.ts'
import { problem } from '../problems/problem.ts'
import { ORDER } from '../settle/belonging.ts'
import { conflictsOf } from '../settle/conflicts.ts'
import { historyOf } from '../settle/history.ts'
import { EVER } from '../vocabulary/instant.ts'
import { parseRef, placeholderRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { definitionsUpTo } from './definitions.ts'
import { MOST_CONCERNED } from './inferred-then.ts'
import type { JournalReads, JournalUpTo, PlaceAsked } from './journal-reads.ts'
import { measuringThen } from './measured-then.ts'
import { readMeasures, readMeasuresAt, readProposals, readProposalsByRef } from './proposals.ts'
import { inTime, inTimeAll, inTimeHeld, readsOf } from './reads-of.ts'
import type { Journal } from './open-journal.ts'
import { openThen } from './open-then.ts'
import { bearers } from './orders-named.ts'
import { readerOf } from './read-as-of.ts'
import { readRejects } from './read-lists.ts'
import { readSurvivors } from './read-merges.ts'
import { readVerdictsThen } from './read-verdicts.ts'
import type { Reader } from './told.ts'
import { ToldWorld } from './told-world.ts'
import { conflictColumns, contestedOf } from './write-conflicts.ts'

const AS_TOLD = 'read what was told up to a place'

/** The journal as it stood at a place, by what was ruled on definitions then. RECEIPT_AHEAD. */
export const readUpTo = async (journal: Journal, model: Model, { rulings, underWay, now, ...at }: PlaceAsked): Promise<JournalUpTo> => {
  const held = await definitionsUpTo(journal, model, rulings, underWay)
  const then = { ...model, ...held }
  const { reader, close } = await openThen(journal, then, { ...at, now })
  try {
    const world = new ToldWorld(reader, then, await readSurvivors(reader), { asOf: now, knownAt: EVER, isWhole: true })
    return { ...held, reads: readsUpTo(reader, then, world, at.rejects !== null), world: inTimeAll(readerOf(world)), ...identities(world), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What is not kept as it was cannot be told. */
const unkept = (field: string) => (): Promise<never> => Promise.reject(problem('RECEIPT_NOT_KEPT', { field }))

const readsUpTo = (reader: Reader, model: Model, world: ToldWorld, listsRejects: boolean): JournalReads => {
  const reads = readsOf(reader, model)
  let prepared: Promise<void> | undefined
  const measured = measuringThen({ client: reader, model, now: world.at.asOf, makeTold: () => world.makeTold() })
  return {
    ...reads,
    conflicts: async (asked) => {
      await inTime(AS_TOLD, () => prepared ??= disputeAnew(world))
      return reads.conflicts(asked)
    },
    verdicts: (asked) => inTime('count verdicts', async () => {
      const { at } = asked
      const moment = at === undefined || at.isWhole === true ? world.at : { asOf: at.asOf, knownAt: at.knownAt ?? EVER }
      const of = moment === world.at ? world : new ToldWorld(reader, model, await readSurvivors(reader, moment.knownAt), moment)
      return inTimeHeld(await readVerdictsThen(of, { ...asked, at: moment }))
    }),
    measures: (translation, asked) => inTime('read measures', async () => {
      await measured(translation)
      return readMeasures(reader, translation, asked)
    }),
    measuresAt: (keys) => inTime('read measures', async () => {
      for (const { translation } of keys) await measured(translation)
      return readMeasuresAt(reader, keys)
    }),
    proposals: (asked) => inTime('read proposals', () => readProposals(reader, asked)),
    proposalsByRef: (refs) => inTime('read proposals', () => readProposalsByRef(reader, refs)),
    // What fields without a history held is worked out entity by entity, and this counts all of a type.
    stateGraph: (asked) => (slasReadUntracked(model, asked.type) ? unkept('stateGraph')() : reads.stateGraph(asked)),
    stateVisits: (asked) => (slasReadUntracked(model, asked.type) ? unkept('stateGraph')() : reads.stateVisits(asked)),
    knownSince: unkept('knownSince'), explain: unkept('explanation'),
    leftToJudge: unkept('ordersLeft'), leftToJoin: unkept('entitiesLeft'), decides: unkept('decides'), rehearsals: unkept('rehearsals'), rehearsal: unkept('rehearsal'),
    rejects: listsRejects ? (asked) => inTime('read rejects', () => readRejects(reader, asked)) : unkept('rejects'), rejectsNaming: unkept('rejects'), unknownSpellings: unkept('unknownSpellings'), derived: unkept('derivations'), standing: unkept('receipt'),
    toldUpTo: unkept('receipt'),
    recalls: { recall: unkept('recall'), recalls: unkept('recalls'), units: unkept('units'), everyUnit: () => { throw problem('RECEIPT_NOT_KEPT', { field: 'units' }) }, groups: unkept('groups'), lots: unkept('lots'), everyLot: () => { throw problem('RECEIPT_NOT_KEPT', { field: 'lots' }) }, acts: unkept('acts'), unseen: unkept('nearMatches'), missing: unkept('completeness'), toldSince: unkept('delta'), reported: unkept('files'), candidates: unkept('nearMatches') },
  }
}

/** Works out what sources disagreed on, about those of whom it may have changed. */
const disputeAnew = async (world: ToldWorld): Promise<void> => {
  const { journal, model, survivors, at } = world
  const { rows } = await journal.query<{ ref: Ref }>('select ref from disputing limit $1', [MOST_CONCERNED + 1])
  if (rows.length > MOST_CONCERNED) throw problem('RECEIPT_TOO_WIDE', { what: 'entities told of since', most: MOST_CONCERNED })
  const refs = new Set(rows.map(({ ref }) => survivors.of(ref)))
  const told = world.makeTold()
  await told.ensure(journal, refs)
  const facts = told.facts(refs)
  const found = [...facts.entities.keys()].flatMap((ref) => conflictsOf(historyOf(facts, ref), at.asOf))
  const contested = (await contestedOf(journal, model, survivors, [...facts.entities.keys()])).filter(({ ref }) => refs.has(ref))
  const all = [...new Map([...found, ...contested].map((one) => [JSON.stringify([one.ref, one.field]), one])).values()]
  await journal.query('insert into disputing select unnest($1::text[]) on conflict do nothing', [[...refs]])
  await journal.query(`insert into conflict_then (ref, field, reason, claims, decided_by, decided_version) select ref, field, reason, array(select json_array_elements_text(claims::json)), decided_by, decided_version
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[]) as told (ref, field, reason, claims, decided_by, decided_version)`, [...conflictColumns(all)])
}

/** Whom texts named, as the graph told. */
const identities = (world: ToldWorld): Pick<JournalUpTo, 'find' | 'named' | 'ordersNamed'> => {
  const { journal, model, survivors } = world
  const known = async (refs: readonly Ref[]): Promise<readonly Ref[]> => {
    const told = world.makeTold()
    await told.ensure(journal, refs)
    return [...new Set(refs.map((ref) => survivors.of(ref)))].filter((ref) => told.has(ref))
  }
  /** Everybody who ever bore it, and who is only named by it; of very many some. */
  const bearing = async (value: string, schemes: readonly IdentifierScheme[], most = MOST_MATCHES): Promise<readonly Ref[]> => {
    const { then } = await bearers(journal, schemes, value, { asOf: EVER, knownAt: EVER })
    return (await known([...then, ...schemes.map(({ type, scheme }) => placeholderRef(type, scheme, value))])).slice(0, most)
  }
  /** The entity of a ref, or everybody who bears the identifier in a placeholder's. */
  const named = async (ref: Ref): Promise<readonly Ref[]> => {
    const identifier = parseRef(ref)?.identifier
    const scheme = identifier === undefined ? undefined : model.schemes.get(identifier.scheme)
    return [...new Set([...await known([ref]), ...(identifier === undefined || scheme === undefined ? [] : await bearing(identifier.value, [scheme]))])]
  }
  const find = async (ref: Ref): Promise<Ref | undefined> => (await named(ref))[0]
  const schemesOf = (domain: string | undefined): readonly IdentifierScheme[] => [...model.schemes.values()].filter((scheme) => domain === undefined || scheme.domain === domain)
  const matches = async (id: string, domain: string | undefined): Promise<readonly Ref[]> => {
    const parts = parseRef(id)
    const byRef = parts === undefined || !model.types.has(parts.type) ? [] : await named(id as Ref)
    if (byRef.length > 0) return byRef
    const schemes = schemesOf(domain)
    const own = await bearing(id, schemes.filter(({ type }) => type === ORDER), MOST_MATCHES + 1)
    return own.length > 0 ? own : bearing(id, schemes.filter(({ type }) => type !== ORDER), MOST_MATCHES + 1)
  }
  return {
    find: (ref) => inTime(AS_TOLD, () => find(ref)),
    named: (value, scheme) => inTime(AS_TOLD, async () => [...await bearing(value, schemesOf(undefined).filter((one) => scheme === undefined || one.scheme === scheme))].sort()),
    ordersNamed: (id, domain) => inTime(AS_TOLD, async () => {
      const found = await matches(id, domain)
      const over = await world.belonging(found.filter((ref) => typeOfRef(ref) !== ORDER))
      return { refs: found, orders: [...new Set([...found.filter((ref) => typeOfRef(ref) === ORDER), ...over.flat()])].sort() }
    }),
  }
}

import type { Relation } from '../model/entity-type.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { candidates, ORDER } from '../settle/belonging.ts'
import { everOnPath } from '../settle/follow-path.ts'
import { makeFacts, type EntityFacts, type Facts } from '../settle/facts.ts'
import { settleOrder } from '../settle/settle-order.ts'
import { standsAt, type Claim } from '../vocabulary/claim.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { loadCircle } from './circle.ts'
import { readMerges } from './read-merges.ts'
import type { Reader } from './told.ts'

/** The facts that bear on one order, as known at a moment. */
const knownBy = (facts: Facts, model: Model, refs: ReadonlySet<Ref>, knownAt: Instant): Facts =>
  makeFacts(
    model,
    [...refs].flatMap((ref) => facts.entities.get(ref) ?? []).map(({ ref, attributes, firstAt, claims, voided }) => ({ ref, attributes, ...(firstAt === undefined || claims.length + voided.length > 0 ? {} : { firstAt }) })),
    [...refs].flatMap((ref) => everTold(facts.entities.get(ref))).filter((claim) => claim.recordedAt <= knownAt && standsAt(claim, knownAt)),
  )

/** What stands with what did, perhaps, at an earlier moment. */
const everTold = (entity: EntityFacts | undefined): readonly Claim[] => (entity === undefined ? [] : [...entity.claims, ...entity.voided])

/** Facts whose links are all that were ever told of. */
const withVoided = (facts: Facts): Facts => {
  const entities = [...facts.entities.values()]
  return entities.every((entity) => entity.voided.length === 0) ? facts : makeFacts(facts.model, entities, entities.flatMap(everTold))
}

/** When it may have become known otherwise: a claim was told, or came to stand or to stand no more. */
const turnsOf = (claim: Claim): readonly number[] => [claim.recordedAt, ...(claim.void ?? []).flat()]

const pathsOf = ({ domains, uses }: DefinitionVersion): readonly (readonly Relation[])[] => [...domains.flatMap(({ path }) => (path === undefined ? [] : [path])), ...[...uses.values()].flatMap(pathsOf)]

/** The order, all that may belong to it and what that may belong to, and what the version's rules look at through a path. */
const circleAround = (facts: Facts, order: Ref, version: DefinitionVersion): ReadonlySet<Ref> => {
  const refs = new Set<Ref>([order, ...candidates(facts, order)])
  for (const ref of refs) for (const { parent } of facts.upward.get(ref) ?? []) refs.add(parent)
  for (const path of pathsOf(version)) for (const ref of everOnPath(facts, order, path)) refs.add(ref)
  return refs
}

interface KnownAsked {
  readonly facts: Facts
  readonly order: Ref
  readonly version: DefinitionVersion
  readonly asOf: Instant
}

/** What was known of an order from one moment to another, no merge in between: back from the later to the last change of its outcome. */
const backTo = ({ facts, order, version, asOf }: KnownAsked, model: Model, from: number, until: Instant, later: Outcome | undefined): { readonly since?: Instant; readonly outcome: Outcome | undefined; readonly changed: boolean } => {
  const refs = circleAround(withVoided(facts), order, version)
  const told = [...refs].flatMap((ref) => everTold(facts.entities.get(ref))).flatMap(turnsOf).filter((at) => at <= until && at > from)
  const moments = [...new Set([...told.map(instant), ...(Number.isFinite(from) ? [instant(from)] : [])])].sort((a, b) => b - a)
  let found: { readonly since?: Instant; readonly outcome: Outcome | undefined } = { outcome: later }
  for (const moment of moments) {
    const outcome = settleOrder(knownBy(facts, model, refs, moment), order, asOf, [version])?.verdicts[0]?.outcome
    if (outcome === undefined || (found.outcome !== undefined && outcome !== found.outcome)) return { ...found, changed: true }
    found = { since: moment, outcome }
  }
  return { ...found, changed: false }
}

/** When merges changed who the orders are that the facts speak of, latest first. */
const mergedAt = async (journal: Reader, facts: Facts, knownAt: Instant): Promise<readonly Instant[]> => {
  const rows = await readMerges(journal, { knownAt })
  const concerned = new Set([...facts.entities.values()].flatMap((entity) => (typeOfRef(entity.ref) === ORDER ? [entity.ref, ...entity.merged] : [])))
  // Whom an order was merged with, and whom that one was, until nobody new comes.
  for (let before = 0; before < concerned.size; ) {
    before = concerned.size
    for (const row of rows) if (concerned.has(row.order_ref) || concerned.has(row.into_ref)) concerned.add(row.order_ref).add(row.into_ref)
  }
  return [...new Set(rows.filter((row) => concerned.has(row.order_ref)).map((row) => instant(row.recorded_at)))].sort((a, b) => b - a)
}

/**
 * With asOf fixed, by facts that hold what ever was told, the last recordedAt at which the unified outcome changed; undefined when nobody had told of the order by `knownAt`. Before a
 * merge the order was itself alone. Cost: the order is settled once for each distinct recordedAt back to that change; a statement, and for each
 * merge of orders around it two a level of belonging more.
 */
export const knownSinceOf = async (journal: Reader, model: Model, asked: KnownAsked & { readonly knownAt: Instant }): Promise<Instant | undefined> => {
  let known: KnownAsked = asked
  let until = asked.knownAt
  let found: ReturnType<typeof backTo> = { outcome: undefined, changed: false }
  for (const from of [...(await mergedAt(journal, asked.facts, asked.knownAt)), -Infinity]) {
    const back = backTo(known, model, from, until, found.outcome)
    found = { ...found, ...back }
    if (back.changed || from === -Infinity) break
    until = instant(from - 1)
    const { told, facts } = await loadCircle(journal, model, [asked.order], until, true)
    const order = told.survivors.of(asked.order)
    if (!facts.entities.has(order)) break
    known = { ...asked, facts, order }
  }
  return found.since
}

import DataLoader from 'dataloader'
import type { Explained, ReadValue, Shown } from '../../explain/explained.ts'
import type { VerdictExplained } from '../../explain/explain-order.ts'
import { explanationText, factText, isLanguage, LANGUAGES, type Language } from '../../explain/explanation-text.ts'
import type { NeededFact } from '../../explain/way.ts'
import type { AsOfReader, VerdictAsked } from '../../journal/journal-reads.ts'
import { problem } from '../../problems/problem.ts'
import type { Ref } from '../../vocabulary/ref.ts'
import { oncePerQuestion, type Args, type EntityInWorld, type RequestContext, type Resolver } from '../request-context.ts'
import { loadAbout, loadClaims } from './claim-resolvers.ts'

/** A part of an explanation as resolvers pass it on: where it stands, and of which world. */
export interface ExplainedInWorld {
  readonly part: Explained
  readonly domain?: string
  readonly entity?: Ref
  readonly world: AsOfReader | undefined
}

export interface FactInWorld {
  readonly fact: NeededFact
  readonly world: AsOfReader | undefined
}

/** Worked out on demand, in one batch for the question. */
export const explained = async (context: RequestContext, { row, world }: EntityInWorld, definition: string, version: number): Promise<VerdictExplained | undefined> => {
  if (world !== undefined) return world.explain(row.ref, definition, version)
  const loader = oncePerQuestion(context, 'explanations', () => new DataLoader<VerdictAsked, VerdictExplained | undefined, string>(
    (asked) => context.journal.explain(asked, context.now), { cacheKeyFn: (asked) => [asked.order, asked.definition, asked.version].join(' ') }))
  return loader.load({ order: row.ref, definition, version })
}

export const languageOf = ({ language }: Args): Language => {
  const asked = String(language)
  if (!isLanguage(asked)) throw problem('LANGUAGE_UNKNOWN', { language: asked, known: LANGUAGES })
  return asked
}

/** A version that another uses speaks of domains and entities of its own. */
const below = ({ part, world, ...place }: ExplainedInWorld, inner: Explained): ExplainedInWorld => ({
  ...(part.kind === 'DEFINITION' ? {} : place), ...(part.kind === 'DOMAIN' ? { domain: part.domain } : {}), ...(part.kind === 'ENTITY' ? { entity: part.ref } : {}), part: inner, world,
})

const ruleOf = (part: Explained): string | null => (part.kind === 'DOMAIN' ? part.aggregate : part.kind === 'ENTITY' ? null : part.rule)

/** A value that was read, and of which world. */
export interface ReadInWorld {
  readonly read: ReadValue
  readonly world: AsOfReader | undefined
}

const readsOf = (part: Explained): readonly ReadValue[] => ('reads' in part ? part.reads : [])
const readsIn = (reads: readonly ReadValue[], world: AsOfReader | undefined): readonly ReadInWorld[] => reads.map((read) => ({ read, world }))
const moreReadsOf = (part: Explained): number => ('moreReads' in part ? part.moreReads : 0)
const valueOf = (part: Explained): Shown => (part.kind === 'ANSWER' ? part.value : null)

const readDocument = ({ path, value, disputed, ref, claims }: ReadValue): unknown => ({ path, value, disputed, entity: ref ?? null, claims: claims.map(({ id }) => id) })

/** A version that several conditions read is told in full once. */
const documentOf = (source: ExplainedInWorld, told: Set<Explained>): unknown => {
  const { part } = source
  const inner = told.has(part) ? [] : part.parts
  if (part.kind === 'DEFINITION') told.add(part)
  return {
    kind: part.kind, outcome: part.outcome, rule: ruleOf(part), domain: domainOf(source), entity: entityOf(source), reads: readsOf(part).map(readDocument), moreReads: moreReadsOf(part), value: valueOf(part), claims: part.claims.map(({ id }) => id),
    parts: inner.map((one) => documentOf(below(source, one), told)),
  }
}

const domainOf = ({ part, domain }: ExplainedInWorld): string | null => (part.kind === 'DOMAIN' ? part.domain : domain ?? null)
const entityOf = ({ part, entity }: ExplainedInWorld): Ref | null => (part.kind === 'ENTITY' ? part.ref : entity ?? null)

export const explanationResolvers: Readonly<Record<string, Resolver<ExplainedInWorld>>> = {
  kind: ({ part }) => part.kind,
  text: ({ part }, args) => explanationText(languageOf(args), part),
  outcome: ({ part }) => part.outcome,
  rule: ({ part }) => ruleOf(part),
  domain: domainOf,
  entity: (source, _args, context, info) => {
    const ref = entityOf(source)
    return ref === null ? null : loadAbout(context, info, ref, source.world)
  },
  reads: ({ part, world }) => readsIn(readsOf(part), world),
  moreReads: ({ part }) => moreReadsOf(part),
  value: ({ part }) => valueOf(part),
  parts: (source) => source.part.parts.map((inner) => below(source, inner)),
  claims: ({ part, world }, _args, context) => loadClaims(context, part.claims.map(({ id }) => id), world),
  json: (source) => documentOf(source, new Set()),
}

export const readValueResolvers: Readonly<Record<string, Resolver<ReadInWorld>>> = {
  path: ({ read }) => read.path,
  value: ({ read }) => read.value,
  disputed: ({ read }) => read.disputed,
  entity: ({ read, world }, _args, context, info) => (read.ref === undefined ? null : loadAbout(context, info, read.ref, world)),
  claims: ({ read, world }, _args, context) => loadClaims(context, read.claims.map(({ id }) => id), world),
}

export const neededFactResolvers: Readonly<Record<string, Resolver<FactInWorld>>> = {
  domain: ({ fact }) => fact.domain,
  type: ({ fact }) => fact.type,
  entity: ({ fact, world }, _args, context, info) => (fact.ref === undefined ? null : loadAbout(context, info, fact.ref, world)),
  rule: ({ fact }) => fact.rule,
  reads: ({ fact, world }) => readsIn(fact.reads, world),
  moreReads: ({ fact }) => fact.moreReads,
  values: ({ fact }) => fact.values ?? null,
  reachable: ({ fact }) => fact.reachable,
  text: ({ fact }, args) => factText(languageOf(args), fact),
}

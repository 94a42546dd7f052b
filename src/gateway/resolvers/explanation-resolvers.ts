import DataLoader from 'dataloader'
import type { Explained, ReadValue, Shown } from '../../explain/explained.ts'
import type { VerdictExplained } from '../../explain/explain-order.ts'
import { explanationText, factText, isLanguage, LANGUAGES, type Language } from '../../explain/explanation-text.ts'
import type { NeededFact } from '../../explain/needed-facts.ts'
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

const below = ({ part, world, ...place }: ExplainedInWorld, inner: Explained): ExplainedInWorld => ({
  ...place, ...(part.kind === 'DOMAIN' ? { domain: part.domain } : {}), ...(part.kind === 'ENTITY' ? { entity: part.ref } : {}), part: inner, world,
})

const ruleOf = (part: Explained): string | null => (part.kind === 'DOMAIN' ? part.aggregate : part.kind === 'ENTITY' ? null : part.rule)

const readsOf = (part: Explained): readonly ReadValue[] => ('reads' in part ? part.reads : [])
const valueOf = (part: Explained): Shown => (part.kind === 'ANSWER' ? part.value : null)

const documentOf = (source: ExplainedInWorld): unknown => {
  const { part } = source
  return {
    kind: part.kind, outcome: part.outcome, rule: ruleOf(part), domain: domainOf(source), entity: entityOf(source), reads: readsOf(part), value: valueOf(part), claims: part.claims.map(({ id }) => id),
    parts: part.parts.map((inner) => documentOf(below(source, inner))),
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
  reads: ({ part }) => readsOf(part),
  value: ({ part }) => valueOf(part),
  parts: (source) => source.part.parts.map((inner) => below(source, inner)),
  claims: ({ part, world }, _args, context) => loadClaims(context, part.claims.map(({ id }) => id), world),
  json: documentOf,
}

export const neededFactResolvers: Readonly<Record<string, Resolver<FactInWorld>>> = {
  domain: ({ fact }) => fact.domain,
  type: ({ fact }) => fact.type,
  entity: ({ fact, world }, _args, context, info) => (fact.ref === undefined ? null : loadAbout(context, info, fact.ref, world)),
  rule: ({ fact }) => fact.rule,
  reads: ({ fact }) => fact.reads,
  values: ({ fact }) => fact.values ?? null,
  reachable: ({ fact }) => fact.reachable,
  text: ({ fact }, args) => factText(languageOf(args), fact),
}

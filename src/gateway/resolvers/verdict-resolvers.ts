import DataLoader from 'dataloader'
import { missingText } from '../../explain/explanation-text.ts'
import type { DefinitionVersion, DomainRule } from '../../model/model.ts'
import { readsUntracked } from '../../model/version-reads.ts'
import { chooseVersion } from '../../plan/choose-version.ts'
import { domainVerdictProperty, verdictProperty, type DomainVerdictPart, type VerdictPart } from '../../vocabulary/graph-property.ts'
import { missingOfProperty } from '../../vocabulary/missing.ts'
import type { Instant } from '../../vocabulary/instant.ts'
import type { VerdictAsked } from '../../journal/journal-reads.ts'
import type { Args, EntityInWorld, RequestContext, Resolver } from '../request-context.ts'
import { loadClaims } from './claim-resolvers.ts'
import { explained, languageOf } from './explanation-resolvers.ts'

/** A verdict as settled, from the order's own properties; evidence and knownSince come from the journal, when asked for. */
export const resolveVerdict: Resolver<EntityInWorld> = (source, args, context) => {
  const at = source.world?.asOf ?? context.now
  const chosen = chooseVersion(context.model, String(args['definition']), typeof args['version'] === 'number' ? args['version'] : undefined, at)
  const { definition, version } = chosen
  context.gathered.definitions.set(`${definition} ${version}`, { name: definition, version })
  if (source.world !== undefined && source.world.isWhole !== true) noteUntracked(context, chosen)
  const part = (name: VerdictPart): unknown => source.row.values[verdictProperty(definition, version, name)] ?? null
  return {
    definition, version,
    unified: part('outcome') ?? 'UNKNOWN',
    since: part('since'), firstMetAt: part('firstMetAt'), skewHours: part('skewHours'),
    stage: stageOf(chosen, part('stage'), part('stageSince')), share: part('share'), time: part('time'),
    knownSince: () => knownSince(context, source, definition, version),
    explanation: async () => {
      const found = await explained(context, source, definition, version)
      return found === undefined ? null : { part: found.why, world: source.world }
    },
    needed: async () => (await explained(context, source, definition, version))?.needed()?.map((fact) => ({ fact, world: source.world })) ?? null,
    domains: () => chosen.domains.map((rule) => domainVerdict(context, source, chosen, rule)),
  }
}

const stageOf = ({ answers }: DefinitionVersion, name: unknown, since: unknown): unknown =>
  answers.stage === undefined || typeof name !== 'string' ? null : { name, rank: answers.stage.scale.indexOf(name), since }

/** For a verdict as of a moment. */
export const noteUntracked = ({ model, gathered }: RequestContext, version: DefinitionVersion): void => {
  if (readsUntracked(model, version)) gathered.notes.add('AS_OF_UNTRACKED')
}

const domainVerdict = (context: RequestContext, source: EntityInWorld, { definition, version }: DefinitionVersion, rule: DomainRule): unknown => {
  const { domain } = rule
  const part = (name: DomainVerdictPart): unknown => source.row.values[domainVerdictProperty(definition, version, domain, name)] ?? null
  return {
    domain,
    outcome: part('outcome') ?? 'UNKNOWN',
    since: part('since'), firstMetAt: part('firstMetAt'),
    missing: (args: Args) => {
      const language = languageOf(args)
      return ((part('missing') ?? []) as readonly string[]).map((one) => missingText(language, rule, missingOfProperty(one)))
    },
    evidence: () => loadClaims(context, (part('evidence') ?? []) as readonly string[], source.world),
  }
}

/** Worked out on demand, in one batch for the question. */
const knownSince = async (context: RequestContext, source: EntityInWorld, definition: string, version: number): Promise<Instant | null> => {
  if (source.world !== undefined) return await source.world.knownSince(source.row.ref, definition, version) ?? null
  const loader = (context.memo.get('known since') ?? new DataLoader<VerdictAsked, Instant | null>(async (asked) =>
    (await context.journal.knownSince(asked, context.now)).map((at) => at ?? null), { cache: false })) as DataLoader<VerdictAsked, Instant | null>
  context.memo.set('known since', loader)
  return loader.load({ order: source.row.ref, definition, version })
}

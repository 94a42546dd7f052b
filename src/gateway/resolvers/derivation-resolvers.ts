import type { DerivationVersion } from '../../model/model.ts'
import { pageSize } from '../../plan/bounds.ts'
import type { Resolver } from '../request-context.ts'
import { resolveLastRehearsal, resolveRehearsals } from './rehearsal-resolvers.ts'
import { calledVersion, ruleResolvers, shownVersion, type RuleUsed } from './rule-resolvers.ts'

export const derivationResolvers: Readonly<Record<string, Resolver<RuleUsed<DerivationVersion>>>> = {
  ...ruleResolvers,
  relation: (derivation) => calledVersion(derivation)?.relation,
  most: (derivation) => shownVersion(derivation)?.rule?.most,
  links: async ({ name }, _args, context) => (await context.journal.derived(name, 0)).links,
  overflows: async ({ name }, _args, context) => (await context.journal.derived(name, 0)).overflows,
  overflowing: async ({ name }, args, context) => (await context.journal.derived(name, pageSize(args['first']))).overflowing,
}

export const derivationVersionResolvers: Readonly<Record<string, Resolver<DerivationVersion>>> = {
  entitiesLeft: ({ definition, judging }, _args, context) => (judging === 'UNDER_WAY' ? context.journal.leftToJoin(definition) : null),
  source: ({ text }) => text,
  rehearsal: resolveLastRehearsal('derivation'),
  rehearsals: resolveRehearsals('derivation'),
}

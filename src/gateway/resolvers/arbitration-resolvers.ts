import type { ArbitrationVersion } from '../../model/arbitration.ts'
import type { Resolver } from '../request-context.ts'
import { resolveLastRehearsal, resolveRehearsals } from './rehearsal-resolvers.ts'
import { calledVersion, ruleResolvers, shownVersion, type RuleUsed } from './rule-resolvers.ts'

export type ArbitrationUsed = RuleUsed<ArbitrationVersion>

export const arbitrationResolvers: Readonly<Record<string, Resolver<ArbitrationUsed>>> = {
  ...ruleResolvers,
  about: (rule) => calledVersion(rule)?.about,
  prefer: (rule) => shownVersion(rule)?.prefer,
  decides: ({ name }, _args, context) => context.journal.decides(name),
}

export const arbitrationVersionResolvers: Readonly<Record<string, Resolver<ArbitrationVersion>>> = {
  entitiesLeft: ({ judging }, _args, context) => (judging === 'UNDER_WAY' ? context.journal.leftToJudge() : null),
  source: ({ text }) => text,
  rehearsal: resolveLastRehearsal('arbitration'),
  rehearsals: resolveRehearsals('arbitration'),
}

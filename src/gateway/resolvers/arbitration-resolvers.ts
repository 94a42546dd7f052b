import type { ArbitrationModel, ArbitrationVersion } from '../../model/arbitration.ts'
import { versionInForce } from '../../model/rule-versions.ts'
import type { Resolver } from '../request-context.ts'
import { resolveLastRehearsal, resolveRehearsals } from './rehearsal-resolvers.ts'

/** A rule with the version that decides something, where it is one that is asked of. */
export type ArbitrationUsed = ArbitrationModel & { readonly version?: number }

/** The version that decides, where it is one that is asked of; else the one in force. */
const shown = (rule: ArbitrationUsed): ArbitrationVersion | undefined =>
  (rule.version === undefined ? versionInForce(rule) : rule.versions.find(({ version }) => version === rule.version))

/** The same, or the latest there is: what it is called is known whatever is in force. */
const called = (rule: ArbitrationUsed): ArbitrationVersion | undefined => shown(rule) ?? rule.versions.at(-1)

export const arbitrationResolvers: Readonly<Record<string, Resolver<ArbitrationUsed>>> = {
  title: (rule) => called(rule)?.title,
  owner: (rule) => called(rule)?.owner,
  description: (rule) => called(rule)?.description,
  version: (rule) => shown(rule)?.version,
  about: (rule) => called(rule)?.about,
  prefer: (rule) => shown(rule)?.prefer,
  decides: ({ name }, _args, context) => context.journal.decides(name),
}

export const arbitrationVersionResolvers: Readonly<Record<string, Resolver<ArbitrationVersion>>> = {
  entitiesLeft: ({ judging }, _args, context) => (judging === 'UNDER_WAY' ? context.journal.leftToJudge() : null),
  source: ({ text }) => text,
  rehearsal: resolveLastRehearsal('arbitration'),
  rehearsals: resolveRehearsals('arbitration'),
}

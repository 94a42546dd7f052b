import { versionInForce } from '../../model/rule-versions.ts'
import type { DerivationModel, DerivationVersion } from '../../model/model.ts'
import { pageSize } from '../../plan/bounds.ts'
import type { DerivationUsed } from '../../plan/derivation-of.ts'
import type { Resolver } from '../request-context.ts'
import { resolveLastRehearsal, resolveRehearsals } from './rehearsal-resolvers.ts'

/** The version that infers a link, where it is one that is asked of; else the one in force. */
const shown = (derivation: DerivationModel | DerivationUsed): DerivationVersion | undefined =>
  ('version' in derivation ? derivation.versions.find(({ version }) => version === derivation.version) : versionInForce(derivation))

/** The same, or the latest there is: what it is called is known whatever is in force. */
const called = (derivation: DerivationModel): DerivationVersion | undefined => shown(derivation) ?? derivation.versions.at(-1)

export const derivationResolvers: Readonly<Record<string, Resolver<DerivationModel>>> = {
  title: (derivation) => called(derivation)?.title,
  owner: (derivation) => called(derivation)?.owner,
  description: (derivation) => called(derivation)?.description,
  version: (derivation) => shown(derivation)?.version,
  relation: (derivation) => called(derivation)?.relation,
  most: (derivation) => shown(derivation)?.rule?.most,
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

import { versionInForce, type RuleModel } from '../../model/rule-versions.ts'
import type { HeldVersion } from '../../model/held-version.ts'
import type { Resolver } from '../request-context.ts'

/** A rule, with the version that something follows from where it is one that is asked of. */
export type RuleUsed<Version> = RuleModel<Version> & { readonly version?: number }

type Called = Pick<HeldVersion, 'version' | 'lifecycle'> & { readonly title: string; readonly owner: string; readonly description?: string }

/** The version that something follows from, where it is one that is asked of; else the one in force. */
export const shownVersion = <Version extends Pick<HeldVersion, 'version' | 'lifecycle'>>(rule: RuleUsed<Version>): Version | undefined =>
  (rule.version === undefined ? versionInForce(rule) : rule.versions.find(({ version }) => version === rule.version))

/** The same, or the latest there is: what it is called is known whatever is in force. */
export const calledVersion = <Version extends Pick<HeldVersion, 'version' | 'lifecycle'>>(rule: RuleUsed<Version>): Version | undefined => shownVersion(rule) ?? rule.versions.at(-1)

/** What every kind of rule says of itself. */
export const ruleResolvers: Readonly<Record<string, Resolver<RuleUsed<Called>>>> = {
  title: (rule) => calledVersion(rule)?.title,
  owner: (rule) => calledVersion(rule)?.owner,
  description: (rule) => calledVersion(rule)?.description,
  version: (rule) => shownVersion(rule)?.version,
}

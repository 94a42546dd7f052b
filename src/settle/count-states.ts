import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { expressionsOfRule } from '../model/version-reads.ts'
import { contributionIn, weigh } from './sweep-rule.ts'

const STATE = ['local', 'canonical']

/** Whether a version's outcomes follow from nothing but who is an order's and what state each is in, so that a store can count them. */
export const readsStatesAlone = ({ domains, answers }: DefinitionVersion): boolean => answers.stage === undefined && domains.every((rule) =>
  rule.applies === undefined && rule.path === undefined && expressionsOfRule(rule).every(({ reads }) => reads.every(([variable, member = '', ...more]) => variable === 'state' && STATE.includes(member) && more.length === 0)))

/** What an entity counts as under such a rule, in a state, or in none that is known: 1 it applies, 2 met, 4 not met, 8 undecided, added up. */
export const countsAs = (rule: DomainRule, state: { readonly local: string; readonly canonical: string } | undefined, timezone: string): number => {
  const contribution = contributionIn(rule, { variables: { state: { ...state } }, timezone })
  const weight = weigh(rule.aggregate, contribution)
  return (contribution.applies === true ? 1 : 0) + (weight === undefined ? 0 : { met: 2, unmet: 4, open: 8 }[weight])
}

import type { DefinitionVersion, DomainRule } from '../model/model.ts'
import { contributionIn, weigh } from './sweep-rule.ts'

const STATE = ['local', 'canonical']
/** What `applies` sees of the order itself. */
const OF_ORDER = ['order', 'entity', 'state', 'claims']

/**
 * Whether a version's outcomes follow from nothing but who is an order's, what state each is in, and the order's own claims, so that a store can count them: its
 * rules ask entities for their states alone, and apply by the order itself. It tells of no stage, whose rule may ask anything.
 */
export const readsStatesAlone = ({ domains, answers }: DefinitionVersion): boolean => answers.stage === undefined && domains.every(({ path, applies, appliesWhen, met }) =>
  path === undefined
  && (applies?.reads ?? []).every(([variable = '']) => OF_ORDER.includes(variable))
  && [appliesWhen, met].every((expression) => (expression?.reads ?? []).every(([variable, member = '', ...more]) => variable === 'state' && STATE.includes(member) && more.length === 0)))

/** What an entity counts as under such a rule, in a state, or in none that is known: 1 it applies, 2 met, 4 not met, 8 undecided, added up. */
export const countsAs = (rule: DomainRule, ruled: { readonly local: string; readonly canonical: string } | undefined, timezone: string): number => {
  const contribution = contributionIn(rule, { variables: { state: { ...ruled } }, timezone })
  const weight = weigh(rule.aggregate, contribution)
  return (contribution.applies === true ? 1 : 0) + (weight === undefined ? 0 : { met: 2, unmet: 4, open: 8 }[weight])
}

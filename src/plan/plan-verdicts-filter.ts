import type { DefinitionVersion } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import { domainVerdictProperty, verdictProperty } from '../vocabulary/graph-property.ts'
import { chooseVersion, findVersionInForce, refuseUnjudged } from './choose-version.ts'
import { all, any, not, type Condition } from './condition.ts'
import { checkNames, planComparisons, satisfies } from './plan-comparisons.ts'
import { members, quantified, type WhereContext } from './where.ts'

/**
 * `verdicts: {some: {definition, version, domain, outcome, …}}`. Without `domain`: the unified verdict. Without `version`: the one in force now.
 * Definitions, versions and domains are the model's, so the quantifier becomes a choice over their properties.
 */
export const planVerdictsFilter = (context: WhereContext, filter: unknown): Condition => {
  const some = (inner: unknown, negated: boolean): Condition => {
    const { definition, version, domain, ...parts } = Object.fromEntries(members(inner))
    checkNames(definition, [...context.model.definitions.keys()], (name, nearest) => problem('UNKNOWN_DEFINITION', { definition: name, nearest }))
    checkNames(domain, context.model.domains, (name, nearest) => problem('UNKNOWN_DOMAIN', { domain: name, nearest, known: context.model.domains }))
    const versions = versionsMeant(context, definition, version)
    const ruled = [...new Set(versions.flatMap((chosen) => chosen.domains.map((rule) => rule.domain)))]
    const scales = [...new Set(versions.flatMap((chosen) => chosen.answers.stage?.scale ?? []))]
    checkNames(parts['stage'], scales, (name, near) => problem('BAD_ARGUMENT', { argument: 'where.verdicts.stage', value: `'${name}'`, wanted: near.length > 0 ? `a stage, nearest: ${near.join(', ')}` : scales.length > 0 ? `one of ${scales.join(', ')}` : 'nothing: no version that is meant has a scale' }))
    checkNames(domain, ruled, (name, nearest) => problem('UNKNOWN_DOMAIN', { domain: name, nearest, of: versions.map((chosen) => `'${chosen.definition}' version ${chosen.version}`).join(', ') || 'No definition in force', known: ruled }))
    const verdicts = versions
      .flatMap((chosen) => domainsMeant(chosen, domain).map((of) => ({ chosen, of })))
    return any(verdicts.map(({ chosen, of }) => {
      context.used(chosen.definition, chosen.version)
      const spoken = not({ kind: 'absent', property: propertyOf(chosen, of, 'outcome') })
      const holds = all(members(parts).map(([part, comparisons]) => partFilter(chosen, of, part, comparisons)))
      return all([spoken, negated ? not(holds) : holds])
    }))
  }
  return quantified(filter, (inner) => some(inner, false), (inner) => some(inner, true))
}

/** Undefined stands for the unified verdict. */
const domainsMeant = (chosen: DefinitionVersion, domain: unknown): readonly (string | undefined)[] =>
  domain === undefined || members(domain).some(([operator, wanted]) => operator === 'isNull' && wanted === true) ? [undefined] : chosen.domains.map((rule) => rule.domain).filter((name) => satisfies(domain, name))

/** A definition named by `eq` without version refuses when none is in force; a wider filter simply leaves it out. */
const versionsMeant = (context: WhereContext, definition: unknown, version: unknown): readonly DefinitionVersion[] => {
  const named = members(definition).find(([operator]) => operator === 'eq')?.[1]
  const exact = members(version).find(([operator]) => operator === 'eq')?.[1]
  if (typeof named === 'string' && (version === undefined || typeof exact === 'number')) {
    return [chooseVersion(context.model, named, typeof exact === 'number' ? exact : undefined, context.at)]
  }
  return [...context.model.definitions.values()].filter(({ name }) => satisfies(definition, name)).flatMap((candidate) => {
    const inForce = findVersionInForce(candidate, context.at)
    const meant = version !== undefined ? candidate.versions.filter((one) => one.judging !== 'NOT_YET' && satisfies(version, one.version)) : inForce === undefined ? [] : [inForce]
    meant.forEach(refuseUnjudged)
    return meant
  })
}

type Part = 'outcome' | 'since' | 'firstMetAt'
const OF_THE_WHOLE = ['skewHours', 'stage', 'share', 'time'] as const
const propertyOf = (chosen: DefinitionVersion, domain: string | undefined, part: Part): string =>
  domain === undefined ? verdictProperty(chosen.definition, chosen.version, part) : domainVerdictProperty(chosen.definition, chosen.version, domain, part)

const partFilter = (chosen: DefinitionVersion, domain: string | undefined, part: string, comparisons: unknown): Condition => {
  const whole = OF_THE_WHOLE.find((name) => name === part)
  if (whole !== undefined) {
    if (domain !== undefined) throw problem('BAD_ARGUMENT', { argument: `where.verdicts.${part}`, value: `beside domain '${domain}'`, wanted: `${part} without domain: it is of the unified verdict` })
    return planComparisons(part, verdictProperty(chosen.definition, chosen.version, whole), comparisons)
  }
  return planComparisons(part, propertyOf(chosen, domain, part as Part), comparisons)
}

import { Malformed } from '../expression/expression.ts'
import type { DefinitionVersion } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import { append, at, moments, type Timeline } from './timeline.ts'

/** One outcome from the domains', in the order of the version's rules: three-valued AND or OR over those that apply, or the version's own expression. */
export const unify = (version: DefinitionVersion, outcomes: readonly Outcome[]): Outcome => {
  const applying = outcomes.filter((outcome) => outcome !== 'NOT_APPLICABLE')
  if (applying.length === 0) return 'NOT_APPLICABLE'
  if (version.unified === 'all') return applying.includes('NOT_MET') ? 'NOT_MET' : applying.includes('UNKNOWN') ? 'UNKNOWN' : 'MET'
  if (version.unified === 'any') return applying.includes('MET') ? 'MET' : applying.includes('UNKNOWN') ? 'UNKNOWN' : 'NOT_MET'
  const variables = Object.fromEntries(version.domains.map((rule, index) => [rule.domain, outcomes[index] ?? 'UNKNOWN']))
  try {
    const value = version.unified.evaluate({ variables, timezone: 'UTC' })
    return value === true ? 'MET' : value === false ? 'NOT_MET' : 'UNKNOWN'
  } catch (error) {
    if (error instanceof Malformed) return 'UNKNOWN'
    throw error
  }
}

export const unifyOver = (version: DefinitionVersion, domains: readonly Timeline<Outcome>[]): Timeline<Outcome> => {
  const timeline: { from: Instant; value: Outcome }[] = []
  for (const moment of moments(domains.flatMap((domain) => domain.map((entry) => entry.from)))) {
    append(timeline, moment, unify(version, domains.map((domain) => at(domain, moment)?.value ?? 'UNKNOWN')), (a, b) => a === b)
  }
  return timeline
}

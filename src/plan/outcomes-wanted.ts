import { judgedVersions } from '../model/judged-versions.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { domainVerdictProperty, verdictProperty } from '../vocabulary/graph-property.ts'
import { OUTCOMES, type Outcome } from '../vocabulary/outcome.ts'
import type { Condition } from './condition.ts'

/** Outcomes of one version that a condition cannot do without, in domains by their place (none: unified). */
export interface OutcomesWanted {
  readonly version: DefinitionVersion
  readonly wanted: readonly { readonly domain?: number; readonly outcomes: readonly Outcome[] }[]
}

/** Conditions that must all hold. */
const conjuncts = (condition: Condition): readonly Condition[] => condition.kind === 'all' ? condition.of.flatMap(conjuncts) : [condition]

/** What a condition asks of one version's outcomes: rows that do not have them need not be looked at. Undefined where it asks for none. */
export const outcomesWanted = (model: Model, condition: Condition): OutcomesWanted | undefined => {
  const compared = conjuncts(condition).flatMap((part) => (part.kind === 'compare' && (part.comparison === 'eq' || part.comparison === 'in') ? [part] : []))
  for (const version of judgedVersions(model)) {
    const places = new Map<string, number | undefined>([
      [verdictProperty(version.definition, version.version, 'outcome'), undefined],
      ...version.domains.map(({ domain }, place) => [domainVerdictProperty(version.definition, version.version, domain, 'outcome'), place] as const),
    ])
    const wanted = compared.filter(({ property }) => places.has(property)).map(({ property, value }) => {
      const domain = places.get(property)
      const values: readonly unknown[] = Array.isArray(value) ? value : [value]
      return { ...(domain === undefined ? {} : { domain }), outcomes: OUTCOMES.filter((outcome) => values.includes(outcome)) }
    })
    if (wanted.length > 0) return { version, wanted }
  }
  return undefined
}

import { Temporal } from 'temporal-polyfill'
import type { Report } from '../model-problem.ts'
import type { Draft, Shaped } from '../read-shape.ts'
import type { DefinitionData, VersionData } from '../shapes.ts'
import type { Rule } from './rule.ts'

/** A version with its times; NaN for one that is not known, which no comparison is true of. */
interface Range { readonly i: number; readonly data: Draft<VersionData>; readonly from: number; readonly to: number }

const at = (text: string | undefined): number => (text === undefined ? NaN : Temporal.Instant.from(text).epochMilliseconds)

const rangesOf = ({ data, lost }: Shaped<DefinitionData>): readonly Range[] =>
  (data.versions ?? []).flatMap((version, i) => {
    if (version === undefined) return []
    const isOpen = version.effectiveTo === undefined && !lost(['versions', i, 'effectiveTo'])
    return [{ i, data: version, from: at(version.effectiveFrom), to: isOpen ? Infinity : at(version.effectiveTo) }]
  })

/** In force, now or once: these answer for their time, so at most one may at any instant. */
const answers = ({ data }: Range): boolean => data.lifecycle === 'ACTIVE' || data.lifecycle === 'RETIRED'

const judgeEach = ({ file, data, lost }: Shaped<DefinitionData>, ranges: readonly Range[], report: Report): void => {
  const numbers = new Set<number>()
  for (const { i, data: { version, lifecycle, effectiveFrom }, from, to } of ranges) {
    if (version === undefined) continue
    if (numbers.has(version)) report('VERSION_TWICE', file.at(['versions', i, 'version']), { definition: data.definition ?? '', version })
    numbers.add(version)
    if (lifecycle === 'ACTIVE' && effectiveFrom === undefined && !lost(['versions', i, 'effectiveFrom'])) report('EFFECTIVE_MISSING', file.at(['versions', i]), { version, lifecycle })
    if (to <= from) report('EFFECTIVE_BACKWARDS', file.at(['versions', i, 'effectiveTo']), { version })
    if (lifecycle === 'RETIRED' && to === Infinity) report('RETIRED_OPEN', file.at(['versions', i, 'lifecycle']), { version })
  }
}

const judgeOverlaps = ({ file }: Shaped<DefinitionData>, ranges: readonly Range[], report: Report): void => {
  const inForce = ranges.filter((range) => answers(range) && range.to > range.from).toSorted((a, b) => a.from - b.from || a.i - b.i)
  inForce.forEach((later, n) => {
    const earlier = inForce.slice(0, n).find((range) => range.to > later.from)
    const [{ version, effectiveFrom: from }, other] = [later.data, earlier?.data]
    if (version === undefined || from === undefined || other?.version === undefined || other.effectiveFrom === undefined) return
    report('VERSIONS_OVERLAP', file.at(['versions', later.i, 'effectiveFrom']), { version, from, other: other.version, otherFrom: other.effectiveFrom })
  })
}

/** At every instant at most one version of a definition is in force. */
export const definitionVersions: Rule = ({ definitions }, report) => {
  for (const definition of definitions) {
    const ranges = rangesOf(definition)
    judgeEach(definition, ranges, report)
    judgeOverlaps(definition, ranges, report)
  }
}

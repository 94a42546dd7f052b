import { Temporal } from 'temporal-polyfill'
import type { Report } from '../model-problem.ts'
import type { Shaped } from '../read-shape.ts'
import type { DefinitionData, VersionData } from '../shapes.ts'
import type { Rule } from './rule.ts'

interface Range { readonly i: number; readonly data: VersionData; readonly from: number; readonly to: number }

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds

const rangesOf = (data: DefinitionData): readonly Range[] =>
  data.versions
    .flatMap((version, i) => (version === undefined ? [] : [{ i, data: version, from: at(version.effectiveFrom), to: version.effectiveTo === undefined ? Infinity : at(version.effectiveTo) }]))

/** In force, now or once: these answer for their time, so at most one may at any instant. */
const answers = ({ data }: Range): boolean => data.lifecycle === 'ACTIVE' || data.lifecycle === 'RETIRED'

const judgeEach = ({ file, data }: Shaped<DefinitionData>, ranges: readonly Range[], report: Report): void => {
  const numbers = new Set<number>()
  for (const { i, data: version, from, to } of ranges) {
    if (numbers.has(version.version)) report('VERSION_TWICE', file.at(['versions', i, 'version']), { definition: data.definition, version: version.version })
    numbers.add(version.version)
    if (to <= from) report('EFFECTIVE_BACKWARDS', file.at(['versions', i, 'effectiveTo']), { version: version.version })
    if (version.lifecycle === 'RETIRED' && to === Infinity) report('RETIRED_OPEN', file.at(['versions', i, 'lifecycle']), { version: version.version })
  }
}

const judgeOverlaps = ({ file }: Shaped<DefinitionData>, ranges: readonly Range[], report: Report): void => {
  const inForce = ranges.filter(answers).toSorted((a, b) => a.from - b.from || a.data.version - b.data.version)
  inForce.forEach((later, n) => {
    const earlier = inForce.slice(0, n).find((range) => range.to > later.from && range.to > range.from)
    if (earlier === undefined) return
    report('VERSIONS_OVERLAP', file.at(['versions', later.i, 'effectiveFrom']), { version: later.data.version, from: later.data.effectiveFrom, other: earlier.data.version, otherFrom: earlier.data.effectiveFrom })
  })
}

/** At every instant at most one version of a definition is in force. */
export const definitionVersions: Rule = ({ definitions }, report) => {
  for (const definition of definitions) {
    const ranges = rangesOf(definition.data)
    judgeEach(definition, ranges, report)
    judgeOverlaps(definition, ranges, report)
  }
}

import { nearest } from '../../problems/nearest.ts'
import type { Report } from '../model-problem.ts'
import type { Shaped } from '../read-shape.ts'
import type { ManifestData } from '../shapes.ts'
import type { Rule } from './rule.ts'

/** The canonical states in their order; undefined when they are not all known. */
export const canonicalStatesOf = (manifest: Shaped<ManifestData> | undefined): readonly string[] | undefined => {
  const listed = manifest?.data.canonicalStates
  const known = listed?.filter((name) => name !== undefined)
  return known?.length === listed?.length ? known : undefined
}

const judgeList = ({ file, data }: Shaped<ManifestData>, report: Report): void => {
  data.canonicalStates?.forEach((name, i, all) => {
    if (name !== undefined && all.indexOf(name) < i) report('CANONICAL_TWICE', file.at(['canonicalStates', i]), { name })
  })
}

/** Canonical states are listed once, in order, in model.yaml; everything else names them. */
export const canonicalStates: Rule = ({ manifest, states }, report) => {
  if (manifest === undefined) return
  judgeList(manifest, report)
  const known = canonicalStatesOf(manifest)
  if (known === undefined) return
  manifest.data.leaveOut?.forEach((name, i) => {
    if (name !== undefined && !known.includes(name)) report('UNKNOWN_CANONICAL', manifest.file.at(['leaveOut', i]), { name, nearest: nearest(name, known), known })
  })
  for (const { file, data } of states) {
    for (const [type, list] of Object.entries(data.states ?? {})) {
      list?.forEach((entry, i) => {
        const name = entry?.canonical
        if (name !== undefined && !known.includes(name)) report('UNKNOWN_CANONICAL', file.at(['states', type, i, 'canonical']), { name, nearest: nearest(name, known), known })
      })
    }
  }
}

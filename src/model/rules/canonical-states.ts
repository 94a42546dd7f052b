import { nearest } from '../../problems/nearest.ts'
import type { Rule } from './rule.ts'

/** Canonical states are listed once, in order, in model.yaml; everything else names them. */
export const canonicalStates: Rule = ({ manifest, states }, report) => {
  if (manifest === undefined) return
  const known = manifest.data.canonicalStates
  known.forEach((name, i) => {
    if (known.indexOf(name) < i) report('CANONICAL_TWICE', manifest.file.at(['canonicalStates', i]), { name })
  })
  manifest.data.leaveOut?.forEach((name, i) => {
    if (!known.includes(name)) report('UNKNOWN_CANONICAL', manifest.file.at(['leaveOut', i]), { name, nearest: nearest(name, known), known })
  })
  for (const { file, data } of states) {
    for (const [type, list] of Object.entries(data.states ?? {})) {
      list.forEach((entry, i) => {
        if (entry === undefined || known.includes(entry.canonical)) return
        report('UNKNOWN_CANONICAL', file.at(['states', type, i, 'canonical']), { name: entry.canonical, nearest: nearest(entry.canonical, known), known })
      })
    }
  }
}

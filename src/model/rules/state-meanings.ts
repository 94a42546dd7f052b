import { nearest } from '../../problems/nearest.ts'
import type { ModelDraft } from '../draft-model.ts'
import type { Rule } from './rule.ts'

/** Sources by the type of which they state states. */
const speakersOf = ({ sources }: ModelDraft): ReadonlyMap<string, ReadonlySet<string>> => {
  const speakers = new Map<string, Set<string>>()
  for (const { data } of sources) {
    for (const entry of data.yields) if (entry?.state !== undefined) speakers.set(entry.entity, (speakers.get(entry.entity) ?? new Set()).add(data.source))
  }
  return speakers
}

/** A state means a standard event that there is, and the source that answers for it is one that can speak of it. */
export const stateMeanings: Rule = (draft, report) => {
  const { states, sources, sourcesComplete, standardEvents } = draft
  const speakers = speakersOf(draft)
  const names = sources.map(({ data }) => data.source)
  for (const { file, data } of states) {
    for (const [type, list] of Object.entries(data.states ?? {})) {
      list.forEach((entry, i) => {
        const { standardEvent, responsible } = entry ?? {}
        const place = (key: string) => file.at(['states', type, i, key])
        if (standardEvent !== undefined && !standardEvents.includes(standardEvent)) {
          report('UNKNOWN_STANDARD_EVENT', place('standardEvent'), { name: standardEvent, nearest: nearest(standardEvent, standardEvents), known: standardEvents })
        }
        if (entry === undefined || responsible === undefined) return
        const known = [...(speakers.get(type) ?? [])]
        if (names.includes(responsible)) {
          if (!known.includes(responsible)) report('RESPONSIBLE_SILENT', place('responsible'), { source: responsible, state: entry.name, type, known })
        } else if (sourcesComplete) report('UNKNOWN_SOURCE', place('responsible'), { name: responsible, nearest: nearest(responsible, names), known: names })
      })
    }
  }
}

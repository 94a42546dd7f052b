import { nearest } from '../../problems/nearest.ts'
import { speakersOf } from '../speakers-of.ts'
import type { Rule } from './rule.ts'

/** A state means a standard event that there is, and the source that answers for it is one that can speak of it. */
export const stateMeanings: Rule = (draft, report) => {
  const { states, sources, sdl, standardEvents } = draft
  const names = sources.flatMap(({ data }) => data.source ?? [])
  for (const { file, data } of states) {
    for (const [type, list] of Object.entries(data.states ?? {})) {
      list?.forEach((entry, i) => {
        const { standardEvent, responsible } = entry ?? {}
        const place = (key: string) => file.at(['states', type, i, key])
        if (standardEvent !== undefined && !standardEvents.includes(standardEvent)) {
          report('UNKNOWN_STANDARD_EVENT', place('standardEvent'), { name: standardEvent, nearest: nearest(standardEvent, standardEvents), known: standardEvents })
        }
        if (responsible === undefined) return
        const known = speakersOf(sources, sdl.types, type)
        if (!names.includes(responsible)) report('UNKNOWN_SOURCE', place('responsible'), { name: responsible, nearest: nearest(responsible, names), known: names })
        else if (!known.includes(responsible)) report('RESPONSIBLE_SILENT', place('responsible'), { source: responsible, state: entry?.name ?? '', type, known })
      })
    }
  }
}

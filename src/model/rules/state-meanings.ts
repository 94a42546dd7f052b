import { nearest } from '../../problems/nearest.ts'
import type { ModelDraft } from '../draft-model.ts'
import type { Rule } from './rule.ts'

/** Sources by the type of which they state states; one that names a type nobody knows, or whose words are lost, may speak of any. */
const speakersOf = ({ sources, sdl }: ModelDraft, type: string): readonly string[] =>
  sources.filter(({ data, lost }) => {
    const speaks = (entry: NonNullable<typeof data.yields>[number], i: number): boolean =>
      entry === undefined
      || ((entry.state !== undefined || lost(['yields', i, 'state'])) && (entry.entity === type || entry.entity === undefined || !sdl.types.has(entry.entity)))
    return data.yields === undefined || data.yields.some(speaks)
  }).flatMap(({ data }) => data.source ?? [])

/** A state means a standard event that there is, and the source that answers for it is one that can speak of it. */
export const stateMeanings: Rule = (draft, report) => {
  const { states, sources, standardEvents } = draft
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
        const known = speakersOf(draft, type)
        if (!names.includes(responsible)) report('UNKNOWN_SOURCE', place('responsible'), { name: responsible, nearest: nearest(responsible, names), known: names })
        else if (!known.includes(responsible)) report('RESPONSIBLE_SILENT', place('responsible'), { source: responsible, state: entry?.name ?? '', type, known })
      })
    }
  }
}

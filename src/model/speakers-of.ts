import type { Shaped } from './read-shape.ts'
import type { SourceData } from './shapes.ts'

/** Sources that state states of a type; one that names a type nobody knows, or whose words are lost, may speak of any. */
export const speakersOf = (sources: readonly Shaped<SourceData>[], types: Pick<ReadonlyMap<string, unknown>, 'has'>, type: string): readonly string[] =>
  sources.filter(({ data, lost }) => {
    const speaks = (entry: NonNullable<typeof data.yields>[number], i: number): boolean =>
      entry === undefined
      || ((entry.state !== undefined || lost(['yields', i, 'state'])) && (entry.entity === type || entry.entity === undefined || !types.has(entry.entity)))
    return data.yields === undefined || data.yields.some(speaks)
  }).flatMap(({ data }) => data.source ?? [])

import type { Step, WalkMap } from './walk-map.ts'

/** How many links lead on from an entity of a type, on the average of the graph; undefined where it was never counted. */
export type MeanFanOut = (step: Step) => number | undefined

const NAMED = 3

/** What statistics foresee of a walk's next level, so that a careless question is told before it reads the graph. */
export class FanOut {
  readonly #mean: MeanFanOut

  constructor(mean: MeanFanOut) {
    this.#mean = mean
  }

  /** What to narrow when the next level from entities of these types is foreseen to follow more than `most` links; undefined when it is not. */
  adviceOn(map: WalkMap, types: readonly string[], most: number): string | undefined {
    const links = this.#foreseen(map, types).reduce((sum, { links: of }) => sum + of, 0)
    return links > most ? this.advice(map, types, most) : undefined
  }

  /** What to narrow, the widest kinds of link first. */
  advice(map: WalkMap, types: readonly string[], most: number): string {
    const widest = this.#foreseen(map, types).slice(0, NAMED).map(({ step, count, links }) =>
      `${count} ${step.near} over ${step.name} to ${step.far}${links > 0 ? ` (about ${Math.round(links)} links)` : ''}`)
    return `The next level would follow more than ${most} links: ${widest.join('; ')}. Narrow the walk: start from fewer or less shared entities, name the types wanted by to, or lower maxDepth.`
  }

  #foreseen(map: WalkMap, types: readonly string[]): readonly { readonly step: Step; readonly count: number; readonly links: number }[] {
    const counts = Map.groupBy(types, (type) => type)
    return map.stepsFrom(new Set(counts.keys()))
      .map((step) => ({ step, count: counts.get(step.near)?.length ?? 0, links: (counts.get(step.near)?.length ?? 0) * (this.#mean(step) ?? 0) }))
      .sort((a, b) => b.links - a.links || (a.step.name < b.step.name ? -1 : 1))
  }
}

import { byRef, type Ref } from '../vocabulary/ref.ts'

/** Links between entities of types that may lead in circles, and which entities do. Memory: two numbers a link, and a name for each entity. */
export class Circles {
  readonly #places = new Map<Ref, number>()
  readonly #near: number[] = []
  readonly #far: number[] = []

  add(near: Ref, far: Ref): void {
    this.#near.push(this.#placeOf(near))
    this.#far.push(this.#placeOf(far))
  }

  /** Entities that lead to themselves, by ref. What nothing leads to, or what leads nowhere, is in no circle, and is taken away until nothing more can be; of what is left each is asked for a way back. */
  members(): readonly Ref[] {
    const left = new Set(this.#places.values())
    const onward = this.#linksFrom(this.#near, this.#far)
    const back = this.#linksFrom(this.#far, this.#near)
    const open = [...left]
    for (const place of open) {
      if (!left.has(place) || [onward, back].every((links) => links.get(place)?.some((other) => left.has(other)) === true)) continue
      left.delete(place)
      open.push(...[...onward.get(place) ?? [], ...back.get(place) ?? []].filter((other) => left.has(other)))
    }
    return [...this.#places].flatMap(([ref, place]) => (left.has(place) && this.#leadsBack(place, onward, left) ? [ref] : [])).sort(byRef)
  }

  #leadsBack(place: number, onward: ReadonlyMap<number, readonly number[]>, left: ReadonlySet<number>): boolean {
    const seen = new Set(onward.get(place)?.filter((other) => left.has(other)))
    for (const other of seen) {
      if (other === place) return true
      for (const next of onward.get(other) ?? []) if (left.has(next)) seen.add(next)
    }
    return false
  }

  #linksFrom(from: readonly number[], to: readonly number[]): ReadonlyMap<number, readonly number[]> {
    const links = new Map<number, number[]>()
    for (const [at, place] of from.entries()) {
      const other = to[at]
      const of = links.get(place)
      if (other !== undefined && of === undefined) links.set(place, [other])
      else if (other !== undefined) of?.push(other)
    }
    return links
  }

  #placeOf(ref: Ref): number {
    const known = this.#places.get(ref)
    if (known !== undefined) return known
    this.#places.set(ref, this.#places.size)
    return this.#places.size - 1
  }
}

import { byRef, type Ref } from '../vocabulary/ref.ts'

/** Links between entities of types that may lead in circles, and which entities do. Memory: some numbers a link, and a name for each entity. */
export class Circles {
  readonly #places = new Map<Ref, number>()
  readonly #onward: number[][] = []

  add(near: Ref, far: Ref): void {
    this.#onward[this.#placeOf(near)]?.push(this.#placeOf(far))
  }

  /** Entities that lead to themselves, by ref: those of a strongly connected component of several, and those linked with themselves. One pass over all links (Tarjan 1972), without recursion. */
  members(): readonly Ref[] {
    const [found, lowest] = [new Map<number, number>(), new Map<number, number>()]
    const [stack, isOpen, circular] = [[] as number[], new Set<number>(), new Set<number>()]
    const low = (place: number, other: number): void => { lowest.set(place, Math.min(lowest.get(place) ?? Infinity, other)) }
    const enter = (place: number): { readonly place: number; next: number } => {
      found.set(place, found.size)
      low(place, found.size - 1)
      stack.push(place)
      isOpen.add(place)
      return { place, next: 0 }
    }
    const leave = (place: number): void => {
      if (lowest.get(place) !== found.get(place)) return
      const members = stack.splice(stack.lastIndexOf(place))
      for (const member of members) {
        isOpen.delete(member)
        if (members.length > 1 || this.#onward[member]?.includes(member) === true) circular.add(member)
      }
    }
    for (const start of this.#places.values()) {
      if (found.has(start)) continue
      const path = [enter(start)]
      for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
        const other = this.#onward[at.place]?.[at.next]
        at.next += 1
        if (other === undefined) {
          path.pop()
          leave(at.place)
          const above = path.at(-1)
          if (above !== undefined) low(above.place, lowest.get(at.place) ?? Infinity)
        } else if (!found.has(other)) path.push(enter(other))
        else if (isOpen.has(other)) low(at.place, found.get(other) ?? Infinity)
      }
    }
    return [...this.#places].flatMap(([ref, place]) => (circular.has(place) ? [ref] : [])).sort(byRef)
  }

  #placeOf(ref: Ref): number {
    const known = this.#places.get(ref)
    if (known !== undefined) return known
    this.#places.set(ref, this.#places.size)
    this.#onward.push([])
    return this.#places.size - 1
  }
}

import type { FanOut } from '../plan/fan-out.ts'
import type { WalkMap } from '../plan/walk-map.ts'
import type { StepTaken, Walker, WalkNode } from '../plan/walker.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { MOST_LINKS, stepInTime } from './step.ts'
import type { Stop } from './walk-levels.ts'

const MOST_DEPTH = 50

export interface SpreadBounds {
  readonly now: Instant
  readonly fanOut: FanOut
  /** Milliseconds that are left. */
  readonly leftMs: () => number
  /** Entities that are met at most; fewer than this are told whole. */
  readonly mostMet: number
}

/** Everything that some starts lead to, and which of them lead there. */
export interface Spread {
  /** Who was met, by ref; starts that none leads to are not among them. */
  readonly met: ReadonlyMap<Ref, WalkNode>
  /** Places of the starts that lead to an entity, in order. */
  readonly startsOf: (ref: Ref) => readonly number[]
  /** How many they are. */
  readonly countOf: (ref: Ref) => number
  readonly stopped?: Exclude<Stop, 'MOVED'>
  /** Where it ended early. */
  readonly frontier: readonly Ref[]
}

/**
 * Walks from all starts at once, a statement a level, each entity and link once however many starts lead there, circles too; then hands the starts on from end to end of every link in memory, a
 * bit for each, until nothing changes. Memory: a link's two ends, and a bit for every start and entity: 25 MB for a thousand starts and 200,000 entities.
 */
export const spread = async (walker: Walker, map: WalkMap, starts: readonly WalkNode[], bounds: SpreadBounds): Promise<Spread> => {
  const owned = new Owned(starts.map(({ ref }) => ref))
  const met = new Map<Ref, WalkNode>()
  const walked = new Set<Ref>()
  const end = (stopped: Spread['stopped'], frontier: readonly WalkNode[]): Spread => {
    owned.handOn()
    return { met, startsOf: (ref) => owned.of(ref), countOf: (ref) => owned.count(ref), ...(stopped === undefined ? {} : { stopped }), frontier: frontier.map(({ ref }) => ref) }
  }
  let frontier: readonly WalkNode[] = starts
  for (let depth = 1; frontier.length > 0; depth += 1) {
    if (depth > MOST_DEPTH) return end('DEPTH', frontier)
    const steps = await stepOnce(walker, map, frontier, bounds)
    if (typeof steps === 'string') return end(steps, frontier)
    for (const { ref } of frontier) walked.add(ref)
    for (const { near, far } of steps) {
      met.set(far.ref, far)
      owned.link(near, far.ref)
    }
    frontier = [...new Map(steps.filter(({ far }) => !walked.has(far.ref)).map(({ far }) => [far.ref, far])).values()]
    if (met.size >= bounds.mostMet) return end(frontier.length > 0 ? 'SIZE' : undefined, frontier)
  }
  return end(undefined, [])
}

const stepOnce = async (walker: Walker, map: WalkMap, frontier: readonly WalkNode[], { now, fanOut, leftMs }: SpreadBounds): Promise<readonly StepTaken[] | 'TIME' | 'FAN_OUT'> => {
  const timeoutMs = leftMs()
  if (timeoutMs > 0 && fanOut.adviceOn(map, frontier.map(({ ref }) => typeOfRef(ref)), MOST_LINKS) !== undefined) return 'FAN_OUT'
  const steps = await stepInTime(walker, map, frontier, { now, mostRows: walker.mostRows(), facts: false, timeoutMs })
  return steps === 'MORE' ? 'FAN_OUT' : steps
}

const BITS = 32
const BIT_PLACES = Array.from({ length: BITS }, (_, bit) => bit)

/** Which starts lead to an entity, over links that are told in any order. */
export class Owned {
  readonly #places = new Map<Ref, number>()
  readonly #next: number[][] = []
  readonly #words: number
  readonly #starts: readonly Ref[]
  #bits = new Uint32Array(0)

  constructor(starts: readonly Ref[]) {
    this.#starts = starts
    this.#words = Math.ceil(starts.length / BITS)
  }

  link(near: Ref, far: Ref): void {
    this.#next[this.#placeOf(near)]?.push(this.#placeOf(far))
  }

  /** A start owns another entity, or itself, only where links lead there. */
  handOn(): void {
    this.#bits = new Uint32Array(this.#places.size * this.#words)
    const open: number[] = []
    for (const [bit, ref] of this.#starts.entries()) for (const far of this.#next[this.#places.get(ref) ?? -1] ?? []) if (this.#add(far, bit)) open.push(far)
    const waiting = new Set(open)
    for (const near of open) {
      waiting.delete(near)
      for (const far of this.#next[near] ?? []) {
        if (!this.#addAll(near, far) || waiting.has(far)) continue
        waiting.add(far)
        open.push(far)
      }
    }
  }

  of(ref: Ref): readonly number[] {
    return this.#wordsOf(ref).flatMap((bits, word) => (bits === 0 ? [] : BIT_PLACES.flatMap((bit) => (bits >>> bit & 1) === 1 ? [word * BITS + bit] : [])))
  }

  count(ref: Ref): number {
    return this.#wordsOf(ref).reduce((sum, bits) => {
      for (let left = bits; left !== 0; left &= left - 1) sum += 1
      return sum
    }, 0)
  }

  #wordsOf(ref: Ref): readonly number[] {
    const place = this.#places.get(ref)
    return place === undefined ? [] : [...this.#bits.subarray(place * this.#words, (place + 1) * this.#words)]
  }

  #placeOf(ref: Ref): number {
    const known = this.#places.get(ref)
    if (known !== undefined) return known
    const place = this.#places.size
    this.#places.set(ref, place)
    this.#next.push([])
    return place
  }

  /** Whether that is new. */
  #add(place: number, bit: number): boolean {
    const at = place * this.#words + Math.floor(bit / BITS)
    const before = this.#bits[at] ?? 0
    this.#bits[at] = before | 1 << (bit % BITS)
    return this.#bits[at] !== before
  }

  #addAll(from: number, to: number): boolean {
    let changed = false
    for (let word = 0; word < this.#words; word += 1) {
      const at = to * this.#words + word
      const before = this.#bits[at] ?? 0
      this.#bits[at] = before | (this.#bits[from * this.#words + word] ?? 0)
      changed ||= this.#bits[at] !== before
    }
    return changed
  }
}

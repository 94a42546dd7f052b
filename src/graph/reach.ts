import type { FanOut } from '../plan/fan-out.ts'
import type { WalkMap } from '../plan/walk-map.ts'
import type { ColumnsOnTheWay, Walker, WalkNode } from '../plan/walker.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { SpreadBounds } from './spread.ts'
import { stepInTime } from './step.ts'
import type { Stop } from './walk-levels.ts'

const MOST_DEPTH = 50
/** Nodes that one statement begins at, and links that it is foreseen to follow, at most: one portion of what is met is held beside the refs. */
const MOST_TOGETHER = 20_000
const FORESEEN = 50_000

export interface ReachBounds extends Pick<SpreadBounds, 'now' | 'fanOut' | 'leftMs'> {
  /** What is read of nodes as they are met; asked anew for each statement. */
  readonly columnsOf: ColumnsOnTheWay
  /** Told of every link. */
  readonly note?: (near: Ref, far: Ref) => void
}

/** Absent `stopped`: to the end. */
export interface ReachEnd {
  readonly stopped?: Exclude<Stop, 'SIZE' | 'MOVED'>
  /** What to narrow, when too many links lead on from one node. */
  readonly advice?: string
}

/**
 * Everything that some starts lead to, each once, in portions as it is met; `met` has the starts and is added to. However many links a level has, a statement follows
 * those of a part of it, so that memory is the refs met, a level that leads on, and one portion. Cost: a statement for each portion of each level.
 */
export async function* reach(walker: Walker, map: WalkMap, starts: readonly WalkNode[], met: Set<Ref>, bounds: ReachBounds): AsyncGenerator<readonly WalkNode[], ReachEnd> {
  const leadsOn = ofType((type) => map.stepsFrom(new Set([type])).length > 0)
  let level = starts.filter(leadsOn)
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: WalkNode[] = []
    let together = MOST_TOGETHER
    for (let at = 0; at < level.length;) {
      const near = foreseenFew(map, level.slice(at, at + together), bounds.fanOut)
      const mostRows = walker.mostRows()
      const steps = await stepInTime(walker, map, near, { now: bounds.now, mostRows, facts: false, timeoutMs: bounds.leftMs(), columnsOf: bounds.columnsOf })
      if (steps === 'TIME') return { stopped: 'TIME' }
      if (steps === 'MORE') {
        if (near.length === 1) return { stopped: 'FAN_OUT', advice: bounds.fanOut.advice(map, near.map(({ ref }) => typeOfRef(ref)), mostRows) }
        together = Math.ceil(near.length / 2)
        continue
      }
      at += near.length
      if (bounds.note !== undefined) for (const { near: from, far } of steps) bounds.note(from, far.ref)
      const fresh = steps.flatMap(({ far }) => (met.has(far.ref) || !met.add(far.ref) ? [] : [far]))
      if (depth > MOST_DEPTH && fresh.length > 0) return { stopped: 'DEPTH' }
      for (const far of fresh) if (leadsOn(far)) next.push({ ref: far.ref, id: far.id })
      if (fresh.length > 0) yield fresh
    }
    level = next
  }
  return {}
}

const ofType = (holds: (type: string) => boolean): ((node: WalkNode) => boolean) => {
  const known = new Map<string, boolean>()
  return ({ ref }) => {
    const type = typeOfRef(ref)
    const found = known.get(type) ?? holds(type)
    known.set(type, found)
    return found
  }
}

const foreseenFew = (map: WalkMap, nodes: readonly WalkNode[], fanOut: FanOut): readonly WalkNode[] => {
  let few = nodes
  while (few.length > 1 && fanOut.adviceOn(map, few.map(({ ref }) => typeOfRef(ref)), FORESEEN) !== undefined) few = few.slice(0, Math.ceil(few.length / 2))
  return few
}

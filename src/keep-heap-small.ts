import { setFlagsFromString } from 'node:v8'

/** How long nothing is taken in before the heap is the questions'. Until a collection after it the heap has room for several times what lives, so that turning to and fro between two files costs what keeping it small saved. */
const QUIET_MS = 10_000

let small = false
let wantedAt = 0

/**
 * Has V8 collect when the heap has grown by half of what lives in it, while records are taken in. By itself it lets garbage pile up to several times that while the
 * machine has room, so that peak memory grew with the records.
 */
export const keepHeapSmall = (): void => {
  wantedAt = performance.now()
  grow(50)
}

/**
 * Leaves the heap to V8 when nothing has been taken in for a while: a question about thousands of entities would collect once or twice for itself, a
 * quarter of its processor time (docs/performance.md, 2026-11-29).
 */
export const letHeapGrow = (): void => {
  if (performance.now() - wantedAt >= QUIET_MS) grow(0)
}

const grow = (percent: number): void => {
  if (small === percent > 0) return
  small = percent > 0
  setFlagsFromString(`--heap-growing-percent=${percent}`)
}

import { setFlagsFromString } from 'node:v8'

let small = false

/**
 * Has V8 collect when the heap has grown by half of what lives in it, while records are taken in. By itself it lets garbage pile up to several times that while the
 * machine has room, so that peak memory grew with the records. Not while questions alone are answered: one about thousands of entities would
 * collect once or twice for itself, a quarter of its processor time (docs/performance.md, 2026-11-29).
 */
export const keepHeapSmall = (wanted = true): void => {
  if (wanted === small) return
  small = wanted
  setFlagsFromString(`--heap-growing-percent=${wanted ? 50 : 0}`)
}

import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 collect when the heap has grown by half of what lives in it. By itself it lets garbage pile up to several times that while the machine has
 * room, so that peak memory grew with the records taken in; collecting oftener costs no measurable time (docs/performance.md, 2026-11-28).
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=50')

import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')
export const MODEL = join(ROOT, 'examples/medtech')
const OSL = join(ROOT, '.osl')

/** A world of the benchmarks. */
export interface World {
  readonly orders: number
  /** Made of fewer records an order (examples/medtech/README.md). */
  readonly slim: boolean
}
const nameOf = ({ orders, slim }: World): string => (slim ? `slim-${orders}` : String(orders))

/** The stores of the world that is read; kept between runs. */
export const homeOf = (world: World): string => join(OSL, `bench-${nameOf(world)}`)
/** Stores that a part empties and fills. */
export const scratchHome = (part: string): string => join(OSL, `bench-scratch-${part}`)
/** Exports that another model could not read are others. */
export const dataFolder = (world: World, fingerprint: string): string => join(OSL, 'bench-data', `medtech-${nameOf(world)}-${fingerprint}`)

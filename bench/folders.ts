import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')
export const MODEL = join(ROOT, 'examples/medtech')
const OSL = join(ROOT, '.osl')

/** The stores of the world that is read; kept between runs. */
export const homeOf = (orders: number): string => join(OSL, `bench-${orders}`)
/** Stores that a part empties and fills. */
export const scratchHome = (part: string): string => join(OSL, `bench-scratch-${part}`)
/** Exports that another model could not read are others. */
export const dataFolder = (orders: number, fingerprint: string): string => join(OSL, 'bench-data', `medtech-${orders}-${fingerprint}`)

import { translateError } from './translate-error.ts'

/** Runs graph I/O, turning the driver's errors into the problems they are; all else passes. */
export const inGraph = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw translateError(error, what, Infinity, Infinity)
  }
}

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { problem } from '../problems/problem.ts'
import { diskFault } from './disk-fault.ts'

/** Undefined when there is no such file; a damaged one is a problem and never overwritten, since it may hold the only copy of a password. */
export const readJsonFile = <T>(file: string, shape: z.ZodType<T>, wanted: string): T | undefined => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if ((cause as NodeJS.ErrnoException).code === 'EACCES') throw diskFault(dirname(file), cause)
    throw problem('HOME_FILE_DAMAGED', { file, wanted }, cause)
  }
  try {
    return shape.parse(JSON.parse(text))
  } catch (cause) {
    throw problem('HOME_FILE_DAMAGED', { file, wanted }, cause)
  }
}

/** Whole or not at all, readable by the owner only. Synchronous: a pid is written down before anything else can happen. */
export const writeJsonFile = (file: string, value: unknown): void => {
  const half = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
    renameSync(half, file)
  } catch (cause) {
    rmSync(half, { force: true })
    throw diskFault(dirname(file), cause)
  }
}

import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './json-file.ts'
import { findByArgument, hasArgument, isRunning, type OwnProcess } from './own-process.ts'

const shape = z.object({
  port: z.int().min(1).max(65535),
  recipe: z.string(),
  process: z.object({ pid: z.int().positive(), born: z.string() }).optional(),
})

/** `run.json` of one server: its port (kept across stops), how it was started, and the process while it runs. */
export type RunRecord = { readonly port: number; readonly recipe: string; readonly process?: OwnProcess | undefined }

const fileOf = (folder: string): string => join(folder, 'run.json')

export const readRun = (folder: string): RunRecord | undefined => readJsonFile(fileOf(folder), shape, 'the record of a server (run.json)')
export const writeRun = (folder: string, run: RunRecord): void => writeJsonFile(fileOf(folder), run)

/** The server of this folder if it is alive: the recorded process, where its command line names this folder, else any whose does. A record copied with its home names a server of the home it was copied from. */
export const findServer = (run: RunRecord | undefined, marker: string): OwnProcess | undefined =>
  run?.process !== undefined && isRunning(run.process) && hasArgument(run.process.pid, marker) ? run.process : findByArgument(marker)

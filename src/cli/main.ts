import { CommanderError } from 'commander'
import { Problem } from '../problems/problem.ts'
import { makeProgram } from './program.ts'
import { harmless, outliveReaders, say } from './terminal.ts'
import { Interrupted } from './until-interrupted.ts'

/** What a door refused has the code that the door gave. */
const codeOf = (error: Problem): string => (error.code === 'DOOR_REFUSED' ? String(error.parameters['code']) : error.code)

/** 0: done; 1: it could not be done, or not all of it; 2: asked wrongly; 130: stopped by the person. */
const exitCodeOf = (error: unknown): number => {
  if (error instanceof Interrupted) return 130
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return error instanceof Problem && ASKED_WRONGLY.has(codeOf(error)) ? 2 : 1
}
const ASKED_WRONGLY: ReadonlySet<string> = new Set(['SETTINGS_INVALID', 'STORE_SETTINGS_INVALID', 'BAD_ARGUMENT', 'FILE_UNREADABLE', 'UNKNOWN_SOURCE', 'UNKNOWN_TYPE', 'IMPORTER_MISSING', 'HOME_EMPTY', 'SERVED_OTHERWISE'])

/** Connections that a frozen store never closes would keep a program that has nothing left to do. */
const LINGER_MS = 2_000

outliveReaders()
try {
  await makeProgram((code) => {
    process.exitCode = code
  }).parseAsync(process.argv)
} catch (error) {
  process.exitCode = exitCodeOf(error)
  if (error instanceof Problem) say(harmless(`${codeOf(error)}: ${error.message}`))
  else if (!(error instanceof CommanderError) && !(error instanceof Interrupted)) say(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
setTimeout(() => process.exit(), LINGER_MS).unref()

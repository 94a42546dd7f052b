import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { problem } from '../problems/problem.ts'
import { readRunning } from '../servers/home.ts'
import { SECRETS_FILE } from '../servers/secrets.ts'
import type { Settings } from './settings.ts'

const isBegun = (home: string): boolean => existsSync(join(home, SECRETS_FILE))

/** Homes that stand beside one, as people would name them. */
const begunBeside = (home: string): readonly string[] => {
  const folder = dirname(home)
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.map((name) => join(folder, name)).filter(isBegun).sort().map((other) => relative(process.cwd(), other) || '.')
}

/** For commands that only read: a mistyped home would be answered for as an empty world, and left behind. With stores of one's own the world is theirs. */
export const refuseEmptyHome = ({ home }: Settings): void => {
  const isElsewhere = (process.env['DATABASE_URL'] ?? '') !== '' || (process.env['NEO4J_URI'] ?? '') !== ''
  if (!isElsewhere && !isBegun(home) && readRunning(home) === undefined) throw problem('HOME_EMPTY', { home, others: begunBeside(home) })
}

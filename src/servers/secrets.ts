import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { problem } from '../problems/problem.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

/** What the first start of a home writes before any data: where it stands, a world was begun. */
export const SECRETS_FILE = 'secrets.json'

const shape = z.object({ neo4j: z.string().optional(), postgres: z.string().optional() })
type Store = keyof z.infer<typeof shape>
const namesOf = { neo4j: 'Neo4j', postgres: 'PostgreSQL' } as const satisfies Record<Store, string>

/** The generated password of a bundled store, made before its data is. Data without its password is a refusal: a new password would not open it. */
export const passwordOf = (home: string, store: Store, hasData: boolean): string => {
  const file = join(home, SECRETS_FILE)
  const known = readJsonFile(file, shape, 'the generated passwords (secrets.json)') ?? {}
  const password = known[store]
  if (password !== undefined) return password
  if (hasData) throw problem('HOME_SECRETS_LOST', { home, file, store: namesOf[store] })
  const fresh = randomBytes(24).toString('hex')
  writeJsonFile(file, { ...known, [store]: fresh })
  return fresh
}

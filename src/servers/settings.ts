import { z } from 'zod'
import { problem } from '../problems/problem.ts'
import type { Neo4jAccess } from './probe-neo4j.ts'

/** The stores of the user's own; what is undefined is bundled. */
export type StoreSettings = { readonly neo4j: Neo4jAccess | undefined; readonly database: { readonly url: string } | undefined }
export type SettingProblem = { readonly setting: string; readonly reason: string }

const NEO4J_SCHEMES = ['bolt', 'bolt+s', 'bolt+ssc', 'neo4j', 'neo4j+s', 'neo4j+ssc']
const POSTGRES_SCHEMES = ['postgres', 'postgresql']

/** Values are never repeated in a message: they may hold a password. */
const urlOf = (schemes: readonly string[]) => z.string().refine((text) => {
  const parsed = URL.canParse(text) ? new URL(text) : undefined
  return parsed !== undefined && schemes.includes(parsed.protocol.slice(0, -1)) && parsed.hostname !== ''
}, { error: `must be a URL with a host that begins with one of ${schemes.map((scheme) => `${scheme}://`).join(', ')}` })

// An empty variable is as good as none: .env files write it so.
const blankIsAbsent = <T extends z.ZodType>(shape: T) => z.preprocess((value) => (value === '' ? undefined : value), shape.optional())

const shape = z.object({
  NEO4J_URI: blankIsAbsent(urlOf(NEO4J_SCHEMES)),
  NEO4J_USER: blankIsAbsent(z.string()),
  NEO4J_PASSWORD: blankIsAbsent(z.string()),
  DATABASE_URL: blankIsAbsent(urlOf(POSTGRES_SCHEMES)),
}).superRefine((given, context) => {
  const needs = (setting: string, message: string): void => context.addIssue({ code: 'custom', path: [setting], message })
  if (given.NEO4J_URI !== undefined && given.NEO4J_PASSWORD === undefined) needs('NEO4J_PASSWORD', 'is missing: NEO4J_URI names a server of yours and it wants a password')
  if (given.NEO4J_URI === undefined && given.NEO4J_USER !== undefined) needs('NEO4J_USER', 'is set without NEO4J_URI; the bundled Neo4j has a user of its own')
  if (given.NEO4J_URI === undefined && given.NEO4J_PASSWORD !== undefined) needs('NEO4J_PASSWORD', 'is set without NEO4J_URI; the bundled Neo4j has a password of its own')
})

/** All that is wrong with the stores' settings, for a caller that checks further settings in the same breath. */
export const checkStoreSettings = (env: NodeJS.ProcessEnv): { readonly settings: StoreSettings } | { readonly problems: readonly SettingProblem[] } => {
  const parsed = shape.safeParse({ NEO4J_URI: env['NEO4J_URI'], NEO4J_USER: env['NEO4J_USER'], NEO4J_PASSWORD: env['NEO4J_PASSWORD'], DATABASE_URL: env['DATABASE_URL'] })
  if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => ({ setting: path.join('.'), reason: message })) }
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password, DATABASE_URL: url } = parsed.data
  return { settings: { neo4j: uri === undefined || password === undefined ? undefined : { uri, user, password }, database: url === undefined ? undefined : { url } } }
}

/** NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD and DATABASE_URL, or STORE_SETTINGS_INVALID with all their problems at once. */
export const readStoreSettings = (env: NodeJS.ProcessEnv): StoreSettings => {
  const checked = checkStoreSettings(env)
  if ('problems' in checked) throw problem('STORE_SETTINGS_INVALID', { problems: checked.problems })
  return checked.settings
}

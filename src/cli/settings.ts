import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import type { Endpoint } from '../publish-proposals.ts'
import { problem } from '../problems/problem.ts'
import { checkStoreSettings } from '../servers/settings.ts'

/** Where the program is installed: its pom.xml, its reference model, the jars it shares between homes. */
export const PROGRAM_FOLDER = resolve(import.meta.dirname, '../..')
const DEFAULT_MODEL = join(PROGRAM_FOLDER, 'examples/medtech')
const DEFAULT_PORT = 4000

/** Flags that every command has; each has a variable of the same meaning. */
export interface CommonFlags {
  readonly model?: string
  readonly home?: string
  readonly port?: string
  readonly json?: boolean
}

export interface Settings {
  /** The model's files. */
  readonly modelFolder: string
  /** Where its example data and questions stand; the model folder itself unless that is a link inside a world's folder. */
  readonly worldFolder: string
  /** A model was named, not taken by default. */
  readonly modelGiven: boolean
  readonly home: string
  readonly port: number
  readonly json: boolean
  /** Where proposals are published; undefined: nowhere. */
  readonly webhook: Endpoint | undefined
}

/** Digits alone: 1e3 and a blank are numbers to JavaScript. */
const port = z.string().regex(/^\d{1,5}$/).transform(Number).refine((given) => given <= 65_535)

/** A world's folder holds the model, or a link to it named `model`. */
const findModel = (folder: string): string | undefined => [folder, join(folder, 'model')].find((candidate) => existsSync(join(candidate, 'model.yaml')))

/** Of both or none. Values are never repeated in a message: they may hold a password. */
const readWebhook = (given: (variable: string) => string | undefined): { readonly webhook: Endpoint | undefined; readonly problems: readonly { readonly setting: string; readonly reason: string }[] } => {
  const [url, secret] = [given('OSL_WEBHOOK_URL'), given('OSL_WEBHOOK_SECRET')]
  const parsed = url === undefined || !URL.canParse(url) ? undefined : new URL(url)
  const isUrl = parsed !== undefined && ['https:', 'http:'].includes(parsed.protocol) && parsed.username === '' && parsed.password === ''
  const key = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret ?? '')?.[1]
  const bytes = key === undefined ? 0 : Buffer.from(key, 'base64').length
  const problems = [
    ...(url === undefined || isUrl ? [] : [{ setting: 'OSL_WEBHOOK_URL', reason: 'must be an http or https URL without a user' }]),
    ...(url === undefined && secret !== undefined ? [{ setting: 'OSL_WEBHOOK_SECRET', reason: 'is set without OSL_WEBHOOK_URL' }] : []),
    ...(url === undefined || (bytes >= 24 && bytes <= 64) ? [] : [{ setting: 'OSL_WEBHOOK_SECRET', reason: 'must be whsec_ and 24 to 64 bytes in base64: what is sent is signed with it' }]),
  ]
  return { webhook: url === undefined || secret === undefined || problems.length > 0 ? undefined : { url, secret }, problems }
}

/** Flags before variables before defaults; everything wrong is said at once, the stores' settings included. */
export const readSettings = (flags: CommonFlags, env: NodeJS.ProcessEnv, setting = '--model / OSL_MODEL'): Settings => {
  const given = (flag: string | undefined, variable: string): string | undefined => flag ?? (env[variable] === '' ? undefined : env[variable])
  const named = given(flags.model, 'OSL_MODEL')
  const worldFolder = resolve(named ?? DEFAULT_MODEL)
  const modelFolder = findModel(worldFolder)
  const asked = port.safeParse(given(flags.port, 'OSL_PORT') ?? String(DEFAULT_PORT))
  const stores = checkStoreSettings(env)
  const published = readWebhook((variable) => given(undefined, variable))
  const problems = [
    ...(modelFolder === undefined ? [{ setting, reason: `${worldFolder} holds no model.yaml, and no link 'model' to a folder that does` }] : []),
    ...(asked.success ? [] : [{ setting: '--port / OSL_PORT', reason: 'must be a whole number from 0 to 65535 (0: any free port)' }]),
    ...('problems' in stores ? stores.problems : []),
    ...published.problems,
  ]
  if (modelFolder === undefined || !asked.success || problems.length > 0) throw problem('SETTINGS_INVALID', { problems })
  const home = resolve(given(flags.home, 'OSL_HOME') ?? join(PROGRAM_FOLDER, '.osl', basename(worldFolder)))
  return { modelFolder, worldFolder, modelGiven: named !== undefined, home, port: asked.data, json: flags.json === true, webhook: published.webhook }
}

import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { diff } from 'node:util'
import { z } from 'zod'
import { compareDefinitions } from '../../model/compare-definitions.ts'
import { isSameVersion, type HeldVersion } from '../../model/held-version.ts'
import { putVersion } from '../../model/put-version.ts'
import { numberIn } from '../../model/version-source.ts'
import { renderTable } from '../../model/render-table.ts'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { askDefinitions, heldOf, type AnsweredDefinition } from '../held-definitions.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { refuseUnlessFile } from '../refuse-what-cannot-be.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson, progressLine, say } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'
import type { RulingFlags } from './orders.ts'

export interface ProposeFlags extends RulingFlags {
  readonly draft?: boolean
}
export interface WhenFlags extends RulingFlags {
  readonly from?: string
  readonly to?: string
}

/** Those of one definition, where one is named. UNKNOWN_DEFINITION is the door's to say. */
const named = (definitions: readonly AnsweredDefinition[], name: string | undefined): readonly AnsweredDefinition[] => {
  const found = definitions.filter((one) => name === undefined || one.name === name)
  if (name !== undefined && found.length === 0) throw problem('UNKNOWN_DEFINITION', { definition: name, nearest: definitions.map((one) => one.name) })
  return found
}

interface Standing {
  readonly lifecycle: string
  readonly judging: string
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
}

const standing = ({ lifecycle, judging, effectiveFrom, effectiveTo }: Standing): string =>
  [lifecycle, ...(effectiveFrom === null ? [] : [`from ${effectiveFrom}`]), ...(effectiveTo === null ? [] : [`until ${effectiveTo}`]), ...(judging === 'UNDER_WAY' ? ['(orders are being judged by it)'] : [])].join(' ')

/** Lists every version of every definition, and how far it has come. */
export const listDefinitions = async (name: string | undefined, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const definitions = named(await withHeldDoor(settings, askDefinitions), name)
  if (settings.json) printJson(definitions)
  else for (const { name: definition, title, owner, versions } of definitions) {
    print(harmless(`${definition}: ${title} (${owner})`))
    for (const line of renderTable(['version', 'life cycle', 'why'], versions.map((one) => [String(one.version), standing(one), one.changeReason]))) print(harmless(`  ${line}`))
  }
  return 0
}

/** Lists what was ruled on definitions, first to last. */
export const logDefinitions = async (name: string | undefined, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const definitions = named(await withHeldDoor(settings, askDefinitions), name)
  const acts = definitions.flatMap(({ name: definition, versions }) => versions.flatMap(({ version, acts: those }) => those.map((one) => ({ definition, version, ...one })))).sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
  if (settings.json) printJson(acts)
  else for (const { definition, version, act, actor, reason, recordedAt, effectiveFrom, effectiveTo } of acts) {
    print(harmless(`${recordedAt} ${definition} ${version} ${act}${effectiveFrom === null ? '' : ` from ${effectiveFrom}`}${effectiveTo === null ? '' : ` until ${effectiveTo}`} by ${actor}: ${reason}`))
  }
  return 0
}

/** Says where the folder's versions and those that are held differ. Exit code: 0 when they do not, 1 when they do. */
export const diffDefinitions = async (name: string | undefined, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { filed } = await loadCheckedModel(settings.modelFolder)
  const held = heldOf(await withHeldDoor(settings, askDefinitions))
  const found = compareDefinitions(filed, held).filter(({ definition }) => name === undefined || definition === name)
  if (settings.json) printJson(found)
  else for (const one of found) {
    print(harmless(`${one.definition} ${one.version}: ${one.detail}`))
    const [theirs, ours] = [held, filed].map((versions) => versions.find((other) => isSameVersion(other, one)))
    if (one.kind === 'RULES_DIFFER' && theirs !== undefined && ours !== undefined) for (const line of changedLines(theirs, ours)) print(harmless(line))
  }
  if (!settings.json && found.length === 0) print('The folder and the journal hold the same.')
  return found.length === 0 ? 0 : 1
}

/** Lines that stand in the journal alone (-) or in the folder alone (+). */
const changedLines = (held: HeldVersion, filed: HeldVersion): readonly string[] => {
  const linesOf = ({ source }: HeldVersion): readonly string[] => putVersion(source, { ...held, source }).split('\n')
  return diff(linesOf(held), linesOf(filed)).flatMap(([where, line]) => (where === 0 ? [] : [`  ${where > 0 ? '-' : '+'} ${line}`]))
}

const RULED = '{ definition { name } version { version lifecycle judging effectiveFrom effectiveTo } }'
const ruledShape = z.object({ ruling: z.object({ definition: z.object({ name: z.string() }), version: z.object({ version: z.number(), lifecycle: z.string(), judging: z.string(), effectiveFrom: z.string().nullable(), effectiveTo: z.string().nullable() }) }) })

/** Asks a door to rule. */
export const ruleAt = async (url: string, mutation: string, variables: Record<string, unknown>, actor: string): Promise<z.infer<typeof ruledShape>['ruling']> =>
  ruledShape.parse(await dataOf(url, mutation, variables, actor)).ruling

export const PROPOSE = `mutation Propose($source: String!, $draft: Boolean!, $reason: String!) { ruling: proposeDefinition(source: $source, draft: $draft, reason: $reason) ${RULED} }`

const LOOK_EVERY_MS = 250

/** Nothing was judged for so long: settling has stopped, or what it does takes very long. */
const PATIENCE_MS = 120_000

/** Until every order is judged by a version; stopped, whoever serves the world goes on. RULING_NOT_FOLLOWED. */
const untilJudged = async (url: string, definition: string, version: number): Promise<void> => {
  const progress = progressLine('to be judged')
  let [left, moved] = [Infinity, performance.now()]
  try {
    for (;;) {
      const found = named(await askDefinitions(url), definition)[0]?.versions.find((one) => one.version === version)
      if (found?.judging !== 'UNDER_WAY') return
      if (found.ordersLeft !== left) [left, moved] = [found.ordersLeft ?? 0, performance.now()]
      if (performance.now() - moved > PATIENCE_MS) throw problem('RULING_NOT_FOLLOWED', { definition, version })
      progress.show(left)
      await pause(LOOK_EVERY_MS)
    }
  } finally {
    progress.end()
  }
}

const rule = async (mutation: string, variables: Record<string, unknown>, flags: RulingFlags, before: (url: string) => Promise<void> = async () => undefined): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const ruling = await withHeldDoor(settings, async (url) => {
    await before(url)
    const ruled = await ruleAt(url, mutation, { ...variables, reason: flags.reason }, flags.actor)
    if (ruled.version.judging !== 'UNDER_WAY') return ruled
    say(harmless(`${ruled.definition.name} ${ruled.version.version} is ${ruled.version.lifecycle}; every order is judged by it now`))
    await untilJudged(url, ruled.definition.name, ruled.version.version)
    return { ...ruled, version: { ...ruled.version, judging: 'DONE' } }
  })
  if (settings.json) printJson(ruling)
  else print(harmless(`${ruling.definition.name} ${ruling.version.version} is ${standing(ruling.version)}`))
  return 0
}

/** Proposes the version in a file. */
export const proposeDefinition = async (file: string, flags: ProposeFlags): Promise<number> => {
  await refuseUnlessFile(file)
  const source = await readFile(file, 'utf8')
  return rule(PROPOSE, { source, draft: flags.draft === true }, flags, async (url) => {
    const known = (await askDefinitions(url)).map(({ name }) => name)
    const name = numberIn(source)?.definition
    if (name !== undefined && !known.includes(name)) say(harmless(`'${name}' is a new definition; there is ${known.join(', ')}`))
  })
}

/** The number of a version as it is given. */
export const numbered = (definition: string, version: string): Record<string, unknown> => {
  if (!/^[1-9]\d{0,8}$/.test(version)) throw problem('BAD_ARGUMENT', { argument: 'version', value: `'${version}'`, wanted: 'the number of a version' })
  return { definition, version: Number(version) }
}

const ruling = (name: string, when?: 'effectiveFrom' | 'effectiveTo'): string =>
  `mutation Rule($definition: String!, $version: Int!, $reason: String!${when === undefined ? '' : `, $${when}: DateTime`}) { ruling: ${name}(definition: $definition, version: $version, reason: $reason${when === undefined ? '' : `, ${when}: $${when}`}) ${RULED} }`

/** Approves a proposed version, by somebody else than who proposed it; done when every order is judged by it. */
export const approveDefinition = (definition: string, version: string, flags: RulingFlags): Promise<number> => rule(ruling('approveDefinition'), numbered(definition, version), flags)

/** Gives a proposed version back as a draft. */
export const returnDefinition = (definition: string, version: string, flags: RulingFlags): Promise<number> => rule(ruling('returnDefinition'), numbered(definition, version), flags)

/** Brings an approved version into force. */
export const activateDefinition = (definition: string, version: string, flags: WhenFlags): Promise<number> =>
  rule(ruling('activateDefinition', 'effectiveFrom'), { ...numbered(definition, version), effectiveFrom: flags.from ?? null }, flags)

/** Ends a version. */
export const retireDefinition = (definition: string, version: string, flags: WhenFlags): Promise<number> =>
  rule(ruling('retireDefinition', 'effectiveTo'), { ...numbered(definition, version), effectiveTo: flags.to ?? null }, flags)

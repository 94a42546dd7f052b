import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { diff } from 'node:util'
import { z } from 'zod'
import { isSameVersion, type HeldVersion } from '../../model/held-version.ts'
import { putVersion } from '../../model/put-version.ts'
import { numberIn } from '../../model/version-source.ts'
import { renderTable } from '../../model/render-table.ts'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { heldOf, type AnsweredDefinition, type RuledKind } from '../held-definitions.ts'
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

/** Those of one name, where one is given. UNKNOWN_DEFINITION, UNKNOWN_DERIVATION, UNKNOWN_ARBITRATION. */
const named = ({ unknown }: RuledKind, definitions: readonly AnsweredDefinition[], name: string | undefined): readonly AnsweredDefinition[] => {
  const found = definitions.filter((one) => name === undefined || one.name === name)
  if (name !== undefined && found.length === 0) throw unknown(name, definitions.map((one) => one.name))
  return found
}

interface Standing {
  readonly lifecycle: string
  readonly judging: string
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
}

const standing = ({ meanwhile }: RuledKind, { lifecycle, judging, effectiveFrom, effectiveTo }: Standing): string =>
  [lifecycle, ...(effectiveFrom === null ? [] : [`from ${effectiveFrom}`]), ...(effectiveTo === null ? [] : [`until ${effectiveTo}`]), ...(judging === 'UNDER_WAY' ? [`(${meanwhile})`] : [])].join(' ')

/** Lists every version of every definition, or rule of a kind, and how far it has come. */
export const listVersions = async (kind: RuledKind, name: string | undefined, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const definitions = named(kind, await withHeldDoor(settings, kind.ask), name)
  if (settings.json) printJson(definitions)
  else for (const { name: definition, title, owner, versions } of definitions) {
    print(harmless(`${definition}: ${title} (${owner})`))
    for (const line of renderTable(['version', 'life cycle', kind.kind === 'definition' ? 'why' : 'title'], versions.map((one) => [String(one.version), standing(kind, one), one.changeReason]))) print(harmless(`  ${line}`))
  }
  return 0
}

/** Lists what was ruled, first to last. */
export const logVersions = async (kind: RuledKind, name: string | undefined, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const definitions = named(kind, await withHeldDoor(settings, kind.ask), name)
  const acts = definitions.flatMap(({ name: definition, versions }) => versions.flatMap(({ version, acts: those }) => those.map((one) => ({ definition, version, ...one })))).sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
  if (settings.json) printJson(acts)
  else for (const { definition, version, act, actor, reason, recordedAt, effectiveFrom, effectiveTo } of acts) {
    print(harmless(`${recordedAt} ${definition} ${version} ${act}${effectiveFrom === null ? '' : ` from ${effectiveFrom}`}${effectiveTo === null ? '' : ` until ${effectiveTo}`} by ${actor}: ${reason}`))
  }
  return 0
}

/** Says where the folder's versions and those that are held differ. Exit code: 0 when they do not, 1 when they do. */
export const diffVersions = async (kind: RuledKind, name: string | undefined, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const filed = kind.filed(await loadCheckedModel(settings.modelFolder))
  const held = heldOf(await withHeldDoor(settings, kind.ask))
  const found = kind.compare(filed, held).filter(({ definition }) => name === undefined || definition === name)
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

const ruledBy = ({ kind }: RuledKind): string => `{ definition: ${kind} { name } version { version lifecycle judging effectiveFrom effectiveTo } }`
const ruledShape = z.object({ ruling: z.object({ definition: z.object({ name: z.string() }), version: z.object({ version: z.number(), lifecycle: z.string(), judging: z.string(), effectiveFrom: z.string().nullable(), effectiveTo: z.string().nullable() }) }) })

/** Asks a door to rule. */
export const ruleAt = async (url: string, mutation: string, variables: Record<string, unknown>, actor: string): Promise<z.infer<typeof ruledShape>['ruling']> =>
  ruledShape.parse(await dataOf(url, mutation, variables, actor)).ruling

export const proposal = (kind: RuledKind): string => `mutation Propose($source: String!, $draft: Boolean!, $reason: String!) { ruling: propose${kind.suffix}(source: $source, draft: $draft, reason: $reason) ${ruledBy(kind)} }`

const LOOK_EVERY_MS = 250

/** Nothing was judged for so long: settling has stopped, or what it does takes very long. */
const PATIENCE_MS = 120_000

/** Until every order is judged by a version, or all that follows from it is as it says; stopped, whoever serves the world goes on. RULING_NOT_FOLLOWED. */
const untilJudged = async (kind: RuledKind, url: string, definition: string, version: number): Promise<void> => {
  const progress = progressLine(kind.left)
  let [left, moved] = [Infinity, performance.now()]
  try {
    for (;;) {
      const found = named(kind, await kind.ask(url), definition)[0]?.versions.find((one) => one.version === version)
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

const rule = async (kind: RuledKind, mutation: string, variables: Record<string, unknown>, flags: RulingFlags, before: (url: string) => Promise<void> = async () => undefined): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const ruling = await withHeldDoor(settings, async (url) => {
    await before(url)
    const ruled = await ruleAt(url, mutation, { ...variables, reason: flags.reason }, flags.actor)
    if (ruled.version.judging !== 'UNDER_WAY') return ruled
    say(harmless(`${ruled.definition.name} ${ruled.version.version} is ${ruled.version.lifecycle}; ${kind.underWay}`))
    await untilJudged(kind, url, ruled.definition.name, ruled.version.version)
    return { ...ruled, version: { ...ruled.version, judging: 'DONE' } }
  })
  if (settings.json) printJson(ruling)
  else print(harmless(`${ruling.definition.name} ${ruling.version.version} is ${standing(kind, ruling.version)}`))
  return 0
}

/** Proposes the version in a file. */
export const proposeVersion = async (kind: RuledKind, file: string, flags: ProposeFlags): Promise<number> => {
  await refuseUnlessFile(file)
  const source = await readFile(file, 'utf8')
  return rule(kind, proposal(kind), { source, draft: flags.draft === true }, flags, async (url) => {
    const known = (await kind.ask(url)).map(({ name }) => name)
    const name = numberIn(source)?.definition
    if (kind.kind === 'definition' && name !== undefined && !known.includes(name)) say(harmless(`'${name}' is a new definition; there is ${known.join(', ')}`))
  })
}

/** The number of a version as it is given. */
export const numbered = ({ kind }: RuledKind, name: string, version: string): Record<string, unknown> => {
  if (!/^[1-9]\d{0,8}$/.test(version)) throw problem('BAD_ARGUMENT', { argument: 'version', value: `'${version}'`, wanted: 'the number of a version' })
  return { [kind]: name, version: Number(version) }
}

const ruling = (kind: RuledKind, verb: string, when?: 'effectiveFrom' | 'effectiveTo'): string =>
  `mutation Rule($${kind.kind}: String!, $version: Int!, $reason: String!${when === undefined ? '' : `, $${when}: DateTime`}) { ruling: ${verb}${kind.suffix}(${kind.kind}: $${kind.kind}, version: $version, reason: $reason${when === undefined ? '' : `, ${when}: $${when}`}) ${ruledBy(kind)} }`

/** Approves a proposed version, by somebody else than who proposed it; of a definition, done when every order is judged by it. */
export const approveVersion = (kind: RuledKind, name: string, version: string, flags: RulingFlags): Promise<number> => rule(kind, ruling(kind, 'approve'), numbered(kind, name, version), flags)

/** Gives a proposed version back as a draft. */
export const returnVersion = (kind: RuledKind, name: string, version: string, flags: RulingFlags): Promise<number> => rule(kind, ruling(kind, 'return'), numbered(kind, name, version), flags)

/** Brings an approved version into force; of a rule, done when all that follows from it is as it says. */
export const activateVersion = (kind: RuledKind, name: string, version: string, flags: WhenFlags): Promise<number> =>
  (kind.kind === 'definition' ? rule(kind, ruling(kind, 'activate', 'effectiveFrom'), { ...numbered(kind, name, version), effectiveFrom: flags.from ?? null }, flags) : rule(kind, ruling(kind, 'activate'), numbered(kind, name, version), flags))

/** Ends a version; of a rule, done when what followed from it is gone. */
export const retireVersion = (kind: RuledKind, name: string, version: string, flags: WhenFlags): Promise<number> =>
  (kind.kind === 'definition' ? rule(kind, ruling(kind, 'retire', 'effectiveTo'), { ...numbered(kind, name, version), effectiveTo: flags.to ?? null }, flags) : rule(kind, ruling(kind, 'retire'), numbered(kind, name, version), flags))

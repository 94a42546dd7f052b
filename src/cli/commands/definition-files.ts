import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareDefinitions, compareRules, heldInFile, type Divergence } from '../../model/compare-definitions.ts'
import { isSameVersion, RULE_COMMANDS, type HeldVersion, type RuleKind, type VersionName } from '../../model/held-version.ts'
import { putLifecycle, putVersion, replaceVersion } from '../../model/put-version.ts'
import { numberIn, usesIn } from '../../model/version-source.ts'
import { problem } from '../../problems/problem.ts'
import { askDefinitions, DEFINITIONS, heldOf, RULED } from '../held-definitions.ts'
import { loadCheckedModel } from '../load-checked-model.ts'
import { replaceFile } from '../replace-file.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'
import { proposal, ruleAt } from './definitions.ts'
import type { RulingFlags } from './orders.ts'

export interface PullFlags extends CommonFlags {
  readonly overwrite?: boolean
}

const FOLDER = 'definitions'

const find = (versions: readonly HeldVersion[], { definition, version }: VersionName): HeldVersion => {
  const found = versions.find((one) => isSameVersion(one, { definition, version }))
  if (found === undefined) throw problem('UNKNOWN_VERSION', { definition, version, available: [] })
  return found
}

const refuseDifferent = (differ: readonly Divergence[], advice: string): void => {
  if (differ.length > 0) throw problem('DEFINITIONS_DIFFER', { differences: differ.map(({ definition, version, detail }) => `${definition} ${version}: ${detail}`), advice })
}

/** Files of definitions, or of rules of a kind, in a folder, by what each holds. */
const filesOf = async (folder: string): Promise<Map<string, { readonly path: string; text: string }>> => {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(names.filter((name) => name.endsWith('.yaml') && !name.startsWith('.')).map(async (name) => ({ path: join(folder, name), text: await readFile(join(folder, name), 'utf8') })))
  return new Map(files.flatMap((file) => {
    const held = numberIn(file.text)
    return held === undefined ? [] : [[held.definition, file] as const]
  }))
}

/**
 * Writes what is held into the folder: versions that no file has, and how far each has come. What stands in a file with other rules is not written
 * over without --overwrite. Each file is replaced whole.
 */
export const pullDefinitions = async (flags: PullFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { filed } = await loadCheckedModel(settings.modelFolder)
  const held = heldOf(await withHeldDoor(settings, askDefinitions))
  const differ = compareDefinitions(filed, held).filter(({ kind }) => kind !== 'NOT_HELD')
  if (flags.overwrite !== true) refuseDifferent(differ.filter(({ kind }) => kind === 'RULES_DIFFER'), '--overwrite takes the journal\'s; to keep the folder\'s, give it a number of its own and push it.')
  const folder = join(settings.modelFolder, FOLDER)
  const files = await filesOf(folder)
  for (const one of differ) {
    const version = find(held, one)
    const file = files.get(one.definition) ?? { path: join(folder, `${one.definition}.yaml`), text: '' }
    file.text = one.kind === 'RULES_DIFFER' ? replaceVersion(file.text, version) : putVersion(file.text === '' ? undefined : file.text, version)
    files.set(one.definition, file)
  }
  const written = [...new Set(differ.map(({ definition }) => definition))].flatMap((definition) => files.get(definition) ?? [])
  await writeTaken(folder, written)
  return sayTaken(differ, differ, settings.json)
}

const writeTaken = async (folder: string, files: readonly { readonly path: string; readonly text: string }[]): Promise<void> => {
  if (files.length > 0) await mkdir(folder, { recursive: true })
  for (const { path, text } of files) await replaceFile(path, text)
}

const sayTaken = (differ: readonly Divergence[], taken: readonly (VersionName & { readonly detail: string })[], json: boolean): number => {
  if (json) printJson(differ)
  else if (taken.length === 0) print('The folder has all that the journal holds.')
  else for (const { definition, version, detail } of taken) print(harmless(`taken into the folder: ${definition} ${version} (${detail})`))
  return 0
}

/** Proposes the folder's versions that are not held, and its text of those that are drafts. How far a version has come is for rulings to say: a file moves none. */
/** Versions that others use before them: a version is proposed where those are held. */
const usedFirst = <T extends VersionName>(versions: readonly T[], sourceOf: (one: T) => string): readonly T[] => {
  const ordered = new Set<T>()
  const add = (one: T, above: readonly T[]): void => {
    if (above.includes(one)) return
    for (const used of usesIn(sourceOf(one))) for (const other of versions) if (isSameVersion(other, used)) add(other, [...above, one])
    ordered.add(one)
  }
  for (const one of versions) add(one, [])
  return [...ordered]
}

export const pushDefinitions = async (flags: RulingFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { filed } = await loadCheckedModel(settings.modelFolder)
  const pushed = await withHeldDoor(settings, async (url) => {
    const held = heldOf(await askDefinitions(url))
    const differ = compareDefinitions(filed, held)
    const isDraft = (one: Divergence): boolean => one.kind !== 'NOT_HELD' && one.kind !== 'NOT_FILED' && find(held, one).lifecycle === 'DRAFT'
    const isOpen = (one: Divergence): boolean => one.kind === 'NOT_HELD' || (isDraft(one) && (one.kind === 'RULES_DIFFER' || find(filed, one).lifecycle === 'PROPOSED'))
    refuseDifferent(differ.filter((one) => one.kind === 'RULES_DIFFER' && !isOpen(one)), 'A version that was proposed keeps its rules: have it given back (osl definitions return), or give the change a number of its own.')
    return pushAll(url, DEFINITIONS, usedFirst(differ.filter(isOpen), (one) => find(filed, one).source).map((one) => find(filed, one)), flags, settings.json)
  })
  sayPushed(pushed, settings.json)
  return 0
}

/** Proposes versions of the folder, one after the other. */
const pushAll = async (url: string, kind: Parameters<typeof proposal>[0], those: readonly HeldVersion[], { reason, actor }: RulingFlags, json: boolean): Promise<readonly Awaited<ReturnType<typeof ruleAt>>[]> => {
  const rulings = []
  for (const { source } of those) {
    const ruling = await ruleAt(url, proposal(kind), { source, draft: false, reason }, actor)
    rulings.push(ruling)
    if (!json) print(harmless(`${ruling.definition.name} ${ruling.version.version} is ${ruling.version.lifecycle}`))
  }
  return rulings
}

const sayPushed = (pushed: readonly unknown[], json: boolean): void => {
  if (json) printJson(pushed)
  else if (pushed.length === 0) print('The journal holds every version of the folder.')
}

/** Writes the versions of rules that are in force into the folder, in the place of those that its files say. What the journal does not hold is not written over without --overwrite. */
export const pullRules = async (kind: RuleKind, flags: PullFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const filed = RULED[kind].filed(await loadCheckedModel(settings.modelFolder))
  const held = heldOf(await withHeldDoor(settings, RULED[kind].ask))
  const differ = compareRules(filed, held)
  if (flags.overwrite !== true) refuseDifferent(differ.filter((one) => one.kind === 'RULES_DIFFER' || one.kind === 'NOT_HELD'), '--overwrite takes the journal\'s; to keep the folder\'s, give it a number of its own and push it.')
  const folder = join(settings.modelFolder, RULE_COMMANDS[kind])
  const files = await filesOf(folder)
  const taken = differ.flatMap(({ definition }) => heldInFile(held.filter((one) => one.definition === definition)) ?? [])
  await writeTaken(folder, taken.map((version) => ({ path: files.get(version.definition)?.path ?? join(folder, `${version.definition}.yaml`), text: putLifecycle(version) })))
  return sayTaken(differ, taken.map((version) => ({ ...version, detail: `${version.lifecycle} in the journal` })), settings.json)
}

/** Proposes the folder's versions of rules that are not held, and its text of those that are drafts. */
export const pushRules = async (kind: RuleKind, flags: RulingFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const filed = RULED[kind].filed(await loadCheckedModel(settings.modelFolder))
  const pushed = await withHeldDoor(settings, async (url) => {
    const held = heldOf(await RULED[kind].ask(url))
    const differ = compareRules(filed, held)
    const isOpen = (one: Divergence): boolean => one.kind === 'NOT_HELD' || (one.kind !== 'NOT_FILED' && find(held, one).lifecycle === 'DRAFT')
    refuseDifferent(differ.filter((one) => one.kind === 'RULES_DIFFER' && !isOpen(one)), `A version that was proposed keeps its rules: have it given back (osl ${RULE_COMMANDS[kind]} return), or give the change a number of its own.`)
    return pushAll(url, RULED[kind], differ.filter(isOpen).map((one) => find(filed, one)), flags, settings.json)
  })
  sayPushed(pushed, settings.json)
  return 0
}

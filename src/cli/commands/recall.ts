import { resolve } from 'node:path'
import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { RECALL_CLASSES, RECALL_DEPTHS } from '../../vocabulary/recall.ts'
import { dataOf } from '../ask-door.ts'
import { pageCount } from '../page-count.ts'
import { caseLines } from '../recall-lines.ts'
import { CASE, caseShape, type CaseShown } from '../recall-shape.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'
import { refuseFilled } from '../write-files.ts'
import { actorOf } from './recall-actor.ts'
import { fetchFiles, filesLine, type FilesWritten } from './recall-files.ts'

export interface ScopeFlags {
  readonly udi?: readonly string[]
  readonly di?: string
  readonly lot?: readonly string[]
  readonly serials?: string
  readonly from?: readonly string[]
  readonly produced?: string
  readonly expires?: string
  readonly condition?: string
  readonly scope?: string
  readonly confirm?: boolean
}
export interface OpenFlags extends CommonFlags, ScopeFlags {
  readonly title?: string
  readonly class?: string
  readonly depth?: string
  readonly reason?: string
  readonly actor?: string
  /** The folder of its files; false: none are written. */
  readonly files?: string | false
}
export interface WidenFlags extends CommonFlags, ScopeFlags {
  readonly reason: string
  readonly actor?: string
}

const range = (flag: string, given: string | undefined): { readonly from: string | undefined; readonly to: string | undefined } | undefined => {
  if (given === undefined) return undefined
  const [from = '', to, ...more] = given.split('..')
  if (to === undefined || more.length > 0 || (from === '' && to === '')) throw problem('BAD_ARGUMENT', { argument: flag, value: `'${given}'`, wanted: 'two ends as from..to; one of them may be left out' })
  return { from: from === '' ? undefined : from, to: to === '' ? undefined : to }
}

/** A scope of the flags: each UDI is a part of its own, narrowed by all else. */
const scopeOf = ({ udi, di, lot, serials, from, produced, expires, condition, scope }: ScopeFlags): unknown => {
  if (scope !== undefined) return scopeJson(scope)
  const rest = { di, lots: lot, serials: range('--serials', serials), from, produced: range('--produced', produced), expires: range('--expires', expires), condition }
  return { any: udi === undefined ? [rest] : udi.map((text) => ({ udi: text, ...rest })) }
}

const scopeJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw problem('BAD_ARGUMENT', { argument: '--scope', value: 'no JSON', wanted: 'a RecallScope as JSON: {"any": [{"lots": ["A1"]}]}' })
  }
}

const titleOf = ({ udi, lot, di, from }: ScopeFlags): string => `Recall of ${(udi ?? lot ?? from ?? (di === undefined ? ['a scope'] : [di])).join(', ')}`.slice(0, 200)

const wordOf = (flag: string, given: string, known: readonly string[]): string => {
  const word = given.toUpperCase()
  if (!known.includes(word)) throw problem('BAD_ARGUMENT', { argument: flag, value: `'${given}'`, wanted: known.join(', ') })
  return word
}

const show = (shown: CaseShown, json: boolean): void => {
  if (json) printJson(shown)
  else for (const line of caseLines(shown)) print(harmless(line))
}

/** Opens a recall, prints the case and writes its files. What keeps files from being written is said after the case, which is open all the same. */
export const openRecall = async (flags: OpenFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const title = flags.title ?? titleOf(flags)
  const { files, actor } = flags
  if (typeof files === 'string') await refuseFilled(resolve(files), false)
  const variables = { title, class: wordOf('--class', flags.class ?? 'II', RECALL_CLASSES), depth: wordOf('--depth', flags.depth ?? 'SUBJECT', RECALL_DEPTHS), scope: scopeOf(flags), confirm: flags.confirm === true, reason: flags.reason ?? title }
  await withHeldDoor(settings, async (url) => {
    const answer = await dataOf(url, `mutation Open($title: String!, $class: RecallClass!, $depth: RecallDepth!, $scope: RecallScope!, $confirm: Boolean, $reason: String!) {
      openRecall(title: $title, class: $class, depth: $depth, scope: $scope, confirm: $confirm, reason: $reason) { ${CASE} }
    }`, variables, actorOf(flags))
    const { openRecall: opened } = z.object({ openRecall: caseShape }).parse(answer)
    if (!settings.json) show(opened, false)
    let written: FilesWritten | undefined
    try {
      if (files !== false) written = await fetchFiles(url, opened.id, { folder: resolve(files ?? opened.id), statements: {}, ...(actor === undefined ? {} : { actor }) })
    } finally {
      if (settings.json) printJson({ ...opened, files: written ?? null })
    }
    if (written !== undefined && !settings.json) print(harmless(filesLine(written)))
  })
  return 0
}

/** The scope that a recall has with one more part, or the one that is given whole. */
const widened = async (url: string, id: string, flags: ScopeFlags): Promise<{ readonly scope: unknown; readonly version: number | null }> => {
  if (flags.scope !== undefined) return { scope: scopeOf(flags), version: null }
  const { recall } = z.object({ recall: z.object({ version: z.number(), scope: z.object({ any: z.array(z.unknown()) }) }) }).parse(await dataOf(url, 'query Scope($id: ID!) { recall(id: $id) { version scope } }', { id }))
  return { scope: { any: [...recall.scope.any, ...(scopeOf(flags) as { readonly any: readonly unknown[] }).any] }, version: recall.version }
}

/** Adds to a recall's scope, as a new version. */
export const widenRecall = async (id: string, flags: WidenFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const answer = await withHeldDoor(settings, async (url) => dataOf(url, `mutation Widen($id: ID!, $scope: RecallScope!, $version: Int, $confirm: Boolean, $reason: String!) { widenRecall(id: $id, scope: $scope, version: $version, confirm: $confirm, reason: $reason) { ${CASE} } }`, { id, ...await widened(url, id, flags), confirm: flags.confirm === true, reason: flags.reason }, actorOf(flags)))
  show(z.object({ widenRecall: caseShape }).parse(answer).widenRecall, settings.json)
  return 0
}

/** Prints a case. */
export const showRecall = async (id: string, flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const answer = await withHeldDoor(settings, (url) => dataOf(url, `query Show($id: ID!) { recall(id: $id) { ${CASE} } }`, { id }))
  show(z.object({ recall: caseShape }).parse(answer).recall, settings.json)
  return 0
}

export interface ListFlags extends CommonFlags {
  readonly first?: string
}
const listShape = z.object({ recalls: z.object({ totalCount: z.number(), nodes: z.array(z.object({ id: z.string(), title: z.string(), class: z.string(), depth: z.string(), stage: z.string(), version: z.number(), affected: z.number(), asOf: z.string() })) }) })

/** Lists recalls, latest first. */
export const listRecalls = async (flags: ListFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { recalls } = listShape.parse(await withHeldDoor(settings, (url) => dataOf(url, 'query List($first: Int) { recalls(first: $first) { totalCount nodes { id title class depth stage version affected asOf } } }', { first: pageCount(flags.first) })))
  if (settings.json) printJson(recalls)
  else {
    for (const one of recalls.nodes) print(harmless(`${one.id} ${one.stage} class ${one.class}, ${one.depth}: ${one.title}\n  ${one.affected} units as of ${one.asOf}, version ${one.version}`))
    print(`${recalls.nodes.length} of ${recalls.totalCount} recalls`)
  }
  return 0
}

export interface ActFlags extends CommonFlags {
  readonly about?: string
  readonly details?: string
  readonly reason: string
  readonly actor?: string
}

/** Notes that something was done about a recall. */
export const actOnRecall = async (id: string, act: string, flags: ActFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const details: unknown = flags.details === undefined ? null : scopeJson(flags.details)
  const answer = await withHeldDoor(settings, (url) => dataOf(url, `mutation Act($id: ID!, $act: RecallActKind!, $about: ID, $details: JSON, $reason: String!) { actOnRecall(id: $id, act: $act, about: $about, details: $details, reason: $reason) { ${CASE} } }`, { id, act: act.toUpperCase().replaceAll('-', '_'), about: flags.about ?? null, details, reason: flags.reason }, actorOf(flags)))
  show(z.object({ actOnRecall: caseShape }).parse(answer).actOnRecall, settings.json)
  return 0
}


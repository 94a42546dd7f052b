import { setTimeout as wait } from 'node:timers/promises'
import { judgedVersions } from '../model/judged-versions.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'

/** A question of the warm-up, answered like any other but counted nowhere. */
export type AskQuietly = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>> | null>

export interface WarmUp {
  readonly model: Model
  /** The questions of the world, most likely first. */
  readonly questions: readonly string[]
  readonly ask: AskQuietly
  /** Resolves when nobody is being answered; rejects when there is to be no more warming. */
  readonly giveWay: () => Promise<void>
}

const LOOK_EVERY_MS = 50

/** Until nobody is being answered. Rejects once the signal aborts. */
export const whenIdle = async (idle: () => boolean, signal: AbortSignal): Promise<void> => {
  while (!idle() && !signal.aborted) await wait(LOOK_EVERY_MS)
  if (signal.aborted) throw problem('PROGRAM_STOPPING', {})
}

const FIRST_ORDER = '{ orders(first: 1) { nodes { id } } }'
/** A value that no source gives: every scheme is looked through, and what is near it. */
const NOBODY = '~'

/** An order in every sense, with what it came from and led to. */
const orderQuestion = (model: Model): string => {
  const verdicts = judgedVersions(model).filter(({ judging, lifecycle }) => judging === 'DONE' && lifecycle === 'ACTIVE').map(({ definition, version }, i) => `v${i}: verdict(definition: ${JSON.stringify(definition)}, version: ${version}) { version unified since skewHours domains { domain outcome since } }`)
  const walks = ['DOWNSTREAM', 'UPSTREAM'].map((direction) => `${direction.toLowerCase()}: lineage(direction: ${direction}) { complete nodes { id } }`)
  return `query ($id: ID!) { order(id: $id) { id states { domain local canonical since } ${[...verdicts, ...walks].join(' ')} } }`
}

const idOf = (data: Awaited<ReturnType<AskQuietly>>): string => (data?.['orders'] as { readonly nodes: readonly { readonly id: string }[] } | undefined)?.nodes[0]?.id ?? NOBODY

/**
 * Asks what is commonly asked, one question after another, so that the stores have planned and read it before someone waits for it: a text costs a
 * server just started seconds, later milliseconds. Begins nothing while somebody else is being answered. Gives how many questions it asked.
 */
export const warmUp = async ({ model, questions, ask, giveWay }: WarmUp): Promise<number> => {
  let asked = 0
  const askNext: AskQuietly = async (query, variables) => {
    await giveWay()
    asked += 1
    return ask(query, variables)
  }
  const id = idOf(await askNext(FIRST_ORDER))
  for (const value of [id, NOBODY]) await askNext(orderQuestion(model), { id: value })
  for (const query of questions) await askNext(query)
  return asked
}

import { z } from 'zod'
import { Problem, problem } from '../../problems/problem.ts'
import { parseRef } from '../../vocabulary/ref.ts'
import { askDoor, refusalOf } from '../ask-door.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson, say } from '../terminal.ts'
import { traceLines, type TraceAsked } from '../trace-lines.ts'
import { withHeldDoor } from '../with-door.ts'

export interface TraceFlags extends CommonFlags {
  readonly direction?: string
  readonly to?: readonly string[]
  readonly depth?: string
  readonly first?: string
  readonly stated?: boolean
}

const FIND = 'query Find($id: String!) { entities(identifier: $id) { id belongsTo { id } } }'
const WALK = `query Trace($from: [ID!]!, $direction: Direction!, $to: [String!], $depth: Int, $first: Int, $inferred: Boolean) {
  lineage(from: $from, direction: $direction, to: $to, maxDepth: $depth, first: $first, inferred: $inferred, budgetMs: 30000) {
    complete stopped advice depth after frontier { id }
    nodes { id resolved }
    edges { from { id } relation to { id } inferred derivation { name version } sources validFrom validTo }
  }
}`
const named = z.object({ id: z.string() })
const found = z.object({ entities: z.array(named.extend({ belongsTo: z.array(named).nullable() })) })
const walked = z.object({ lineage: z.object({
  complete: z.boolean(), stopped: z.array(z.string()), advice: z.string().nullable(), depth: z.number(), after: z.string().nullable(), frontier: z.array(named),
  nodes: z.array(z.object({ id: z.string(), resolved: z.boolean() })),
  edges: z.array(z.object({ from: named, relation: z.string(), to: named, inferred: z.boolean(), derivation: z.object({ name: z.string(), version: z.number() }).nullable(), sources: z.array(z.string()), validFrom: z.string().nullable(), validTo: z.string().nullable() })),
}) })
type Walked = z.infer<typeof walked>['lineage']

/** Lineage of what a ref or an identifier names. Exit code: 0 when the walk is whole, 1 when something ended it or nothing is known by the name. */
export const trace = async (id: string, flags: TraceFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const direction = directionOf(flags.direction)
  const variables = { direction, to: flags.to ?? null, depth: countOf('--depth', flags.depth, 12), first: countOf('--first', flags.first, 200), inferred: flags.stated !== true }
  const { from, lineage } = await withHeldDoor(settings, async (url) => {
    const entities = parseRef(id) === undefined ? found.parse(await answerOf(url, FIND, { id })).entities : []
    // What nothing is known by is refused by the walk, which names the nearest.
    const starts = entities.length === 0 ? [id] : entities.map((entity) => entity.id)
    const orders = [...new Set(entities.flatMap(({ belongsTo }) => belongsTo?.map((order) => order.id) ?? []))].filter((order) => !starts.includes(order))
    const answer = await answerOf(url, WALK, { ...variables, from: starts }).catch((error: unknown) => {
      throw nowhereBut(error, id, orders)
    })
    return { from: starts, lineage: walked.parse(answer).lineage }
  })
  if (settings.json) printJson({ from, ...lineage })
  else show({ from, to: flags.to, both: direction === 'BOTH' }, lineage)
  return lineage.complete ? 0 : 1
}

/** A number from one of an order's papers, of which no relation leads where the order's do: that refusal says how to start from the order. */
const nowhereBut = (error: unknown, id: string, orders: readonly string[]): unknown =>
  error instanceof Problem && error.parameters['code'] === 'LINEAGE_NOWHERE' && orders.length > 0
    ? problem('DOOR_REFUSED', { code: 'LINEAGE_NOWHERE', message: `${error.message} To start from what '${id}' belongs to: ${orders.slice(0, 3).map((order) => `osl trace ${order}`).join(', ')}.` })
    : error

const answerOf = async (url: string, question: string, variables: Record<string, unknown>): Promise<unknown> => {
  const { data, errors } = await askDoor(url, question, variables)
  if (errors !== undefined) throw refusalOf(errors)
  return data
}

const WAYS = ['upstream', 'downstream', 'both']

const directionOf = (given = 'both'): string => {
  if (!WAYS.includes(given.toLowerCase())) throw problem('BAD_ARGUMENT', { argument: '--direction', value: `'${given}'`, wanted: WAYS.join(', ') })
  return given.toUpperCase()
}

const countOf = (flag: string, given: string | undefined, otherwise: number): number => {
  if (given === undefined) return otherwise
  if (!/^[1-9]\d{0,5}$/.test(given)) throw problem('BAD_ARGUMENT', { argument: flag, value: `'${given}'`, wanted: 'a whole number from 1 on' })
  return Number(given)
}

const show = (asked: TraceAsked, lineage: Walked): void => {
  for (const line of traceLines(asked, lineage)) print(line)
  const { complete, stopped, frontier, advice } = lineage
  if (!complete) say(harmless(`Not all of it: ${stopped.join(', ')} ended the walk at ${frontier.slice(0, 3).map(({ id }) => id).join(', ')}${frontier.length > 3 ? ` and ${frontier.length - 3} more` : ''}. ${advice ?? 'Raise --depth or --first, or name the types wanted by --to.'}`))
}

import { z } from 'zod'
import { dataOf } from '../ask-door.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface RulingFlags extends CommonFlags {
  readonly reason: string
  readonly actor: string
}

const RULED = '{ undone merge { order into reason actor recordedAt } orders { id } }'
const MERGE = `mutation Merge($order: ID!, $into: ID!, $reason: String!) { ruling: mergeOrders(order: $order, into: $into, reason: $reason) ${RULED} }`
const UNMERGE = `mutation Unmerge($order: ID!, $reason: String!) { ruling: undoMerge(order: $order, reason: $reason) ${RULED} }`
const shape = z.object({ ruling: z.object({
  undone: z.boolean(),
  merge: z.object({ order: z.string(), into: z.string(), reason: z.string(), actor: z.string(), recordedAt: z.string() }),
  orders: z.array(z.object({ id: z.string() })),
}) })

const rule = async (mutation: string, variables: Record<string, unknown>, flags: RulingFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { reason, actor } = flags
  const { ruling } = shape.parse(await withHeldDoor(settings, (url) => dataOf(url, mutation, { ...variables, reason }, actor)))
  if (settings.json) printJson(ruling)
  else print(harmless(`${ruling.merge.order} is ${ruling.undone ? 'an order of its own again, no longer' : 'known as'} ${ruling.merge.into}`))
  return 0
}

/** Rules that two orders are one. */
export const mergeOrders = (order: string, into: string, flags: RulingFlags): Promise<number> => rule(MERGE, { order, into }, flags)

/** Takes such a ruling back. */
export const unmergeOrder = (order: string, flags: RulingFlags): Promise<number> => rule(UNMERGE, { order }, flags)

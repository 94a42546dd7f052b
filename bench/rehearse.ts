import { setTimeout as pause } from 'node:timers/promises'
import type { Servers } from '../src/servers/start-servers.ts'
import { openBenchDoor } from './door.ts'
import { say } from './say.ts'

/** A rehearsal of another meaning of "completed" over every order of a loaded world, while the door that runs it is asked now and then. */
export interface RehearsalFigures {
  readonly seconds: number
  readonly orders: number
  readonly changed: number
  /** Of the process of the door, the rehearsal's thread in it, at its highest; in bytes. */
  readonly rss: number
  /** A question of one order, asked every fifth of a second meanwhile; milliseconds. */
  readonly askedMs: readonly number[]
}

const NUMBER = 1000
const SOURCE = `definition: completed
title: Order completed
owner: order management office
versions:
  - version: ${NUMBER}
    changeReason: measured
    domains:
      sales: { over: OrderLine, appliesWhen: state.local != 'CANCELLED', met: state.local == 'SIGNED' }
      mes: { over: WorkOrder, appliesWhen: state.local != 'CANCELLED', met: state.local == 'REPORTED' }
      logistics: { over: Shipment, appliesWhen: state.local != 'CANCELLED', met: state.local == 'DELIVERED' }
    unified: all
`
const PROPOSE = 'mutation ($source: String!) { proposeDefinition(source: $source, reason: "measured") { version { version } } }'
const BEGIN = `mutation { rehearsal: rehearseDefinition(definition: "completed", version: ${NUMBER}) { id } }`
const READ = 'query ($id: ID!) { rehearsal(id: $id) { stage failure orders changed begunAt endedAt } }'
const ORDER = '{ orders(first: 1) { nodes { id verdict(definition: "completed") { unified domains { domain outcome since } } } } }'

export const benchRehearsal = async (servers: Servers, profile: string | undefined): Promise<RehearsalFigures> => {
  const door = await openBenchDoor(servers, 2, profile)
  const rule = async (query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
    ((await (await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-actor': 'bench' }, body: JSON.stringify({ query, variables }) })).json()) as { data: Record<string, unknown> }).data
  try {
    // Proposed by an earlier run already, it is refused, and is there.
    await rule(PROPOSE, { source: SOURCE })
    const { id } = (await rule(BEGIN))['rehearsal'] as { readonly id: string }
    const askedMs: number[] = []
    let rss = 0
    for (;;) {
      await pause(200)
      const began = performance.now()
      await door.ask(ORDER, {})
      askedMs.push(performance.now() - began)
      rss = Math.max(rss, Number(/^process_resident_memory_bytes (\S+)/m.exec(await (await fetch(`${door.url}/metrics`)).text())?.[1]))
      const { stage, failure, orders, changed, begunAt, endedAt } = ((await door.ask(READ, { id })).data as { readonly rehearsal: { readonly stage: string; readonly failure: string | null; readonly orders: number; readonly changed: number; readonly begunAt: string; readonly endedAt: string } }).rehearsal
      if (stage === 'UNDER_WAY') continue
      if (stage !== 'DONE') throw new Error(`bench/rehearse: ${stage} ${failure ?? ''}`)
      const seconds = (Date.parse(endedAt) - Date.parse(begunAt)) / 1_000
      say(`rehearsed ${orders} orders in ${seconds.toFixed(1)} s`)
      return { seconds, orders, changed, rss, askedMs }
    }
  } finally {
    await door.close()
  }
}

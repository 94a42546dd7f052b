import type { Driver } from 'neo4j-driver'
import pino from 'pino'
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts'
import type { GatewayOptions } from '../../src/gateway/gateway-options.ts'
import { CommitGate } from '../../src/graph/commit-gate.ts'
import { openGraph } from '../../src/graph/open-graph.ts'
import { instant } from '../../src/vocabulary/instant.ts'
import { testServers } from '../servers/with-servers.ts'
import { noDecisions, noMerges, noRecalls, noRehearsals, noRulings, quietJournal } from './quiet-journal.ts'

export const openTestGraph = async (): Promise<Driver> => openGraph((await testServers()).neo4j)

/** Noon of a day after everything in the bakery. */
export const NOON = instant(Date.parse('2026-04-01T12:00:00Z'))

export const openDoor = (options: Pick<GatewayOptions, 'model' | 'sdl' | 'driver'> & Partial<GatewayOptions>): Promise<Gateway> =>
  createGateway({ world: 'test', gate: new CommitGate(), journalReads: quietJournal, merges: noMerges, governs: noRulings, decides: noDecisions, recalls: noRecalls, rehearsals: noRehearsals, log: pino({ level: 'silent' }), clock: () => NOON, port: 0, ...options })

export interface Answer {
  readonly status: number
  readonly data: Readonly<Record<string, unknown>> | null
  readonly errors: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions: Readonly<Record<string, unknown>> }[]
  readonly receipt: Readonly<Record<string, unknown>>
  readonly statements: readonly { readonly name: string; readonly text: string; readonly parameters: Record<string, unknown> }[]
}

/** Asks over HTTP, as any client does. */
export const asker = (gateway: Gateway, headers: Readonly<Record<string, string>> = {}) => async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-explain': '1', ...headers }, body: JSON.stringify({ query, variables }) })
  const body = await response.json() as { data?: Answer['data']; errors?: Answer['errors']; extensions?: { receipt?: Answer['receipt']; explain?: { statements: Answer['statements'] } } }
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [], receipt: body.extensions?.receipt ?? {}, statements: body.extensions?.explain?.statements ?? [] }
}

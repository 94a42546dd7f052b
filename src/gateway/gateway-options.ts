import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { CommitGate } from '../graph/commit-gate.ts'
import type { DecideProposals } from '../decide-proposals.ts'
import type { GovernDefinitions } from '../govern-definitions.ts'
import type { Graph } from '../graph/open-graph.ts'
import type { JournalReads } from '../journal/journal-reads.ts'
import type { MergeOrders } from '../merge-orders.ts'
import type { OpenRecalls } from '../open-recalls.ts'
import type { RunRehearsals } from '../run-rehearsals.ts'
import type { Model } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { ServedSdl } from './schema/build-served-schema.ts'

export interface GatewayOptions {
  readonly model: Model
  readonly sdl: ServedSdl
  /** From openGraph. */
  readonly driver: Graph
  /** Taken by whoever applies to this graph in this program. */
  readonly gate: CommitGate
  readonly journalReads: JournalReads
  /** Names the journal; what signs cursors is made from it. */
  readonly world: string
  readonly merges: MergeOrders
  readonly governs: GovernDefinitions
  readonly decides: DecideProposals
  readonly rehearsals: RunRehearsals
  readonly recalls: OpenRecalls
  /** The world's saved questions. */
  readonly questions?: readonly { readonly title: string; readonly query: string }[]
  readonly log: Logger
  readonly clock?: () => Instant
  /** 0: any free port. */
  readonly port: number
  /** Only loopback until there is access control. */
  readonly host?: string
  /** Further routes: records to take, the playground. */
  readonly register?: readonly ((app: FastifyInstance) => void | Promise<void>)[]
}

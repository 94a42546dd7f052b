import type { Page, PageRow } from '../../graph/page.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import { derivationOf } from '../../plan/derivation-of.ts'
import { encodeCursor } from '../../plan/cursor.ts'
import type { EntityInWorld, RequestContext } from '../request-context.ts'
import { inWorld } from './load-entities.ts'

/** A page as GraphQL's default resolvers read it: each part is made when it is asked for. `world`: that of its rows. */
export const connectionOf = (context: RequestContext, page: Page, owner?: EntityInWorld, world = owner?.world): unknown => new Connection(context, page, owner, world)

class Connection {
  readonly #context: RequestContext
  readonly #page: Page
  readonly #owner: EntityInWorld | undefined
  readonly #world: AsOfReader | undefined
  #nodes: readonly EntityInWorld[] | undefined

  constructor(context: RequestContext, page: Page, owner: EntityInWorld | undefined, world: AsOfReader | undefined) {
    this.#context = context
    this.#page = page
    this.#owner = owner
    this.#world = world
  }

  get nodes(): readonly EntityInWorld[] {
    const { rows, plan } = this.#page
    return this.#nodes ??= rows.map(({ row }) => inWorld(this.#context, row, plan, this.#world))
  }

  get edges(): unknown {
    return this.#page.rows.map((row, place) => ({
      node: this.nodes[place],
      cursor: () => this.#cursorOf(row),
      quantities: row.link?.quantities, sources: row.link?.sources, validFrom: row.link?.validFrom, knownFrom: row.link?.knownFrom, inferred: row.link?.inferred, derivation: row.link && derivationOf(this.#context.model, row.link),
    }))
  }

  get pageInfo(): unknown {
    const { rows, plan, hasNextPage } = this.#page
    const cursor = (row: PageRow | undefined): string | null => row === undefined ? null : this.#cursorOf(row)
    return { hasNextPage, hasPreviousPage: plan.after !== undefined, startCursor: () => cursor(rows[0]), endCursor: () => cursor(rows.at(-1)) }
  }

  get totalCount(): number | undefined {
    return this.#page.total?.count
  }

  get totalCountPrecision(): string | undefined {
    return this.#page.total?.precision
  }

  #cursorOf({ row, sortValues }: PageRow): string {
    return encodeCursor(this.#page.plan.seal, { owner: this.#owner?.row.ref ?? null, values: sortValues, ref: row.ref })
  }
}

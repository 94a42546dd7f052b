import type { DeclaredFields } from '../model/declared-fields.ts'
import type { Decoding } from '../model/decoding.ts'
import type { Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { problem } from '../problems/problem.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { fieldsFacing } from './belonging-fields.ts'
import { withJournal, type Journal, type JournalClient } from './open-journal.ts'
import { readSummary, type JournalSummary } from './read-summary.ts'
import { sql } from './sql.ts'

/** What a journal holds, if it was told something. */
export const heldWorld = async (journal: Pick<Journal, 'query'> | Pick<JournalClient, 'query'>, model: Model): Promise<JournalSummary> => {
  const summary = await readSummary(journal)
  if (summary === undefined || summary.events === 0) throw problem('NOTHING_TOLD', { model: model.name })
  return summary
}

/** Events of a source that are decoded alike; how is not known of those that an earlier release took. */
export interface HeldDecoding {
  readonly source: string
  readonly decoding: Decoding | undefined
  readonly events: number
}

/** Values under an identifier scheme that several entities claim. */
export interface SharedIdentifiers {
  readonly type: string
  readonly scheme: string
  readonly values: number
  /** Whether that is a conflict under the model that is settled. */
  readonly contested: boolean
}

/** Merges of orders that hold. */
export interface HeldRulings {
  readonly merges: number
  /** Refs that they name and no record tells of: the first ten. */
  readonly strangers: readonly Ref[]
  /** How many of those merges name such a one. */
  readonly idle: number
}

/** What a translation has proposed of one type, and on how many of it nobody has decided. */
export interface HeldProposals {
  readonly translation: string
  readonly type: string
  readonly proposals: number
  readonly open: number
}

/** What is held, beside the events themselves, that a changed model may make something else of. */
export interface HeldFacts {
  /** Of the model that is settled; undefined where an earlier release settled it. */
  readonly declared: DeclaredFields | undefined
  /** Relations that had several targets and have one under this model, by `Type.field`, with the entities that were told several. */
  readonly several: ReadonlyMap<string, number>
  readonly rulings: HeldRulings
  readonly decodings: readonly HeldDecoding[]
  readonly shared: readonly SharedIdentifiers[]
  readonly inferred: readonly { readonly derivation: string; readonly links: number }[]
  readonly proposed: readonly HeldProposals[]
}

const nameOf = ({ owner, field }: Relation): string => `${owner}.${field}`

/** Relations that had several targets and have one under this model. */
const narrowed = (model: Model, declared: DeclaredFields): readonly Relation[] =>
  [...model.types.values()].flatMap(({ relations }) => [...relations.values()]).filter((relation) => !relation.many && !relation.kind.inferred && declared[nameOf(relation)]?.startsWith('[') === true)

/** Cost: six statements: scans of events, of identifiers, of inferred links, of proposals, of merges; and one of the claims for each relation that had several targets and has one now. */
export const readHeldFacts = (client: JournalClient, model: Model): Promise<HeldFacts> =>
  withJournal('read what is held', async () => {
    const decodings = await client.query<{ source: string; text: string | null; events: number }>(sql('read/decodings'))
    const shared = await client.query<SharedIdentifiers>(sql('read/shared-identifiers'))
    const inferred = await client.query<{ derivation: string; links: number }>(sql('read/inferred-now'))
    const proposed = await client.query<HeldProposals>(sql('read/proposals-held'))
    const [held] = (await client.query<{ declared: string | null }>('select declared from progress')).rows
    const declared = JSON.parse(held?.declared ?? 'null') as DeclaredFields | null
    const [rulings] = (await client.query<HeldRulings>(sql('read/held-rulings'))).rows
    const several = new Map<string, number>()
    for (const relation of declared === null ? [] : narrowed(model, declared)) {
      const [counted] = (await client.query<{ entities: number }>(sql('read/several-targets', [nameOf(relation), fieldsFacing(model, relation)]))).rows
      several.set(nameOf(relation), counted?.entities ?? 0)
    }
    return {
      declared: declared ?? undefined,
      several,
      rulings: rulings ?? { merges: 0, strangers: [], idle: 0 },
      decodings: decodings.rows.map(({ source, text, events }) => ({ source, decoding: text === null ? undefined : (JSON.parse(text) as Decoding), events })),
      shared: shared.rows,
      inferred: inferred.rows,
      proposed: proposed.rows,
    }
  })

import type { Model } from '../model/model.ts'
import type { Claim, KnownSpan } from '../vocabulary/claim.ts'
import type { Scalar, Statement } from '../vocabulary/event.ts'
import { instant } from '../vocabulary/instant.ts'
import { storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { keptSide } from './belonging-fields.ts'
import { understand } from './understand.ts'

/** An event as the journal gives it back. */
export interface EventRow {
  readonly seq: number
  readonly source: string
  readonly event_id: string
  readonly occurred_at: number
  readonly recorded_at: number
  readonly sequence: string | null
  readonly corrects: string | null
  readonly retracts: string | null
  readonly deletes: boolean
  readonly body: string
}

/** An event with its statements read. */
export type ToldEvent = Omit<EventRow, 'body'> & { readonly statements: readonly Statement[] }

export const toldEvent = ({ body, ...event }: EventRow): ToldEvent => ({ ...event, statements: JSON.parse(body) as Statement[] })

/** A row of the table `claim`. A link's field is `Type.field` there, so that one index finds it among those of all types. */
export interface ClaimRow {
  readonly seq: number
  readonly n: number
  /** Whom it is about now. */
  ref: string
  /** Whom another's record stated it of, as stated: a ref or a placeholder; null: the record's own entity. */
  readonly named: string | null
  readonly kind: Claim['kind']
  readonly field: string
  readonly value: string | null
  target: string | null
  readonly stated: string | null
  readonly quantities: string | null
  readonly source: string
  readonly occurred_at: number
  readonly recorded_at: number
  readonly sequence: string | null
  readonly ended: boolean
  /** Known times at which its event is void, as PostgreSQL writes a multirange. */
  readonly void: string | null
}

/** What settling one event adds: claims, and untracked values by entity. */
export interface Unfolded {
  readonly claims: readonly ClaimRow[]
  readonly entities: readonly { readonly ref: Ref; readonly attributes: Readonly<Record<string, Scalar | null>> }[]
  readonly identifiers: readonly { readonly ref: Ref; readonly scheme: string; readonly value: string }[]
}

/** What the model has no place for stays in the journal and is not unfolded. */
export const unfold = (model: Model, event: ToldEvent, voided: string | null = null): Unfolded => {
  const claims: ClaimRow[] = []
  const entities: Unfolded['entities'][number][] = []
  const identifiers: Unfolded['identifiers'][number][] = []
  const common = { seq: event.seq, source: event.source, occurred_at: event.occurred_at, recorded_at: event.recorded_at, sequence: event.sequence, void: voided }
  const add = (ref: Ref, kind: Claim['kind'], field: string, rest: { value?: Scalar | null; named?: Ref; target?: Ref; quantities?: Readonly<Record<string, Scalar>> }): void => {
    claims.push({
      ...common, n: claims.length, ref, named: rest.named ?? null, kind, field, value: rest.value === undefined ? null : JSON.stringify(rest.value), target: rest.target ?? null, stated: rest.target ?? null,
      quantities: rest.quantities === undefined ? null : JSON.stringify(rest.quantities),
      ended: event.deletes && kind !== 'identifier',
    })
  }
  for (const told of event.statements) {
    const type = model.types.get(typeOfRef(told.ref))
    const statement = understand(model, told)
    if (type === undefined || statement === undefined) continue
    const untracked: Record<string, Scalar | null> = {}
    for (const { scheme, value } of statement.identifiers) {
      identifiers.push({ ref: statement.ref, scheme, value })
      add(statement.ref, 'identifier', scheme, { value })
    }
    if (event.deletes) add(statement.ref, 'ended', 'ended', {})
    for (const [field, value] of Object.entries(statement.attributes)) {
      if (type.attributes.get(field)?.tracked === true) add(statement.ref, 'attribute', field, { value })
      else untracked[field] = value
    }
    if (statement.local !== undefined) add(statement.ref, 'state', 'state', { value: statement.local })
    for (const link of statement.links) {
      const relation = type.relations.get(link.field)
      if (relation === undefined) continue
      const kept = keptSide(model, relation)
      const [about, target] = kept === relation ? [statement.ref, link.target] : [link.target, statement.ref]
      add(about, 'link', `${kept.owner}.${kept.field}`, { target, ...(kept === relation ? {} : { named: about }), ...(link.quantities === undefined ? {} : { quantities: link.quantities }) })
    }
    if (!claims.some((claim) => claim.ref === statement.ref && claim.named === null)) add(statement.ref, 'seen', 'seen', {})
    entities.push({ ref: statement.ref, attributes: untracked })
  }
  return { claims, entities, identifiers }
}

/** A stored row as the claim it is. */
export const claimOf = (model: Model, row: ClaimRow): Claim => ({
  id: `${row.seq}.${row.n}`,
  about: storedRef(row.ref),
  kind: row.kind,
  field: row.kind === 'link' ? row.field.slice(row.field.indexOf('.') + 1) : row.field,
  value: row.kind === 'link' ? row.target : row.value === null ? null : (JSON.parse(row.value) as Scalar | null),
  ...(row.quantities === null ? {} : { quantities: JSON.parse(row.quantities) as Record<string, Scalar> }),
  domain: model.sources.get(row.source)?.domain ?? model.translations.get(row.source)?.proposes.type.domain ?? row.source,
  ...(row.ended ? { ended: true as const } : {}),
  source: row.source,
  occurredAt: instant(row.occurred_at),
  recordedAt: instant(row.recorded_at),
  ...(row.sequence === null ? {} : { sequence: row.sequence }),
  seq: row.seq,
  n: row.n,
  ...(row.void === null ? {} : { void: spansOf(row.void) }),
})

/** `{[1,3),[5,)}` → [[1, 3], [5, Infinity]]. */
const spansOf = (multirange: string): readonly KnownSpan[] => [...multirange.matchAll(/\[(-?\d+),(-?\d*)\)/g)].map(([, from, until]) => [Number(from), until === '' ? Infinity : Number(until)])


import type { Attribute, EntityType, Relation, Role } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'

/** A way from a unit to its uses, what says when each was, and the way on to whom it was of. */
export interface UseWay {
  readonly path: readonly Relation[]
  readonly at?: Attribute
  /** Absent: nothing kept of units says whom. */
  readonly toSubject?: readonly Relation[]
}

/** Ways that a recall's files go from a unit besides those that the model's report names. */
export interface ReportWays {
  /** To its product: the first that leads anywhere. */
  readonly products: readonly (readonly Relation[])[]
  readonly uses: readonly UseWay[]
}

const stated = (type: EntityType | undefined, model: Model, role: Role): readonly Relation[] =>
  [...(type?.relations.values() ?? [])].filter(({ target, kind }) => !kind.inferred && model.types.get(target)?.role === role)

const keyOf = (path: readonly Relation[]): string => path.map(({ field }) => field).join('.')

/** The same kept fields as a recall's units are frozen by lead to uses and products, so that the files name whom the result names. */
export const reportWays = (model: Model, type: EntityType): ReportWays => {
  if (type.role !== 'UNIT') return { products: [], uses: [] }
  const roleAt = ({ target }: Relation): Role | undefined => model.types.get(target)?.role
  const uses = new Map<string, UseWay>()
  for (const { path, attribute } of type.kept.values()) {
    const last = path.findIndex((step) => roleAt(step) === 'USE')
    if (last < 0) continue
    const [own, rest] = [path.slice(0, last + 1), path.slice(last + 1)]
    const end = rest.at(-1)
    uses.set(keyOf(own), {
      ...uses.get(keyOf(own)) ?? { path: own },
      ...(rest.length === 0 && attribute?.type === 'DateTime' ? { at: attribute } : {}),
      ...(attribute === undefined && end !== undefined && roleAt(end) === 'SUBJECT' ? { toSubject: rest } : {}),
    })
  }
  const lots = [...type.kept.values()].filter(({ path, attribute }) => { const end = path.at(-1); return attribute === undefined && end !== undefined && roleAt(end) === 'LOT' })
  return {
    products: [...stated(type, model, 'PRODUCT').map((step) => [step]), ...lots.flatMap(({ path }) => stated(model.types.get(path.at(-1)?.target ?? ''), model, 'PRODUCT').map((step) => [...path, step]))],
    uses: [...uses.values()],
  }
}

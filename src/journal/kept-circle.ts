import type { Relation } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import type { Facts } from '../settle/facts.ts'
import { everOnPath } from '../settle/follow-path.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { fieldsFacing, isBelonging, statedFields } from './belonging-fields.ts'
import { alongPath, circleOf, stepBack, type Circle } from './circle.ts'
import type { Reader, Told } from './told.ts'

/** What settling some entities looks at, whoever keeps a path over them included. */
export interface KeptCircle extends Circle {
  /** Whose kept fields may hold something else: a path of theirs leads over what was asked about. */
  readonly keeping: ReadonlySet<Ref>
}

/** A path along which something is kept, with how it is read. */
interface Keeping {
  readonly type: string
  readonly path: readonly Relation[]
  /** What is told of the entities at the end counts: an attribute of theirs, or links that they state. Of others it is enough who they are, so that what thousands lead to may be told of anew without settling them all. */
  readonly readsEnds: boolean
  /** Some step is stated from its far side alone by what belongs to nobody here: who states it is asked of the journal. */
  readonly asksWhoStates: boolean
}

const made = new WeakMap<Model, readonly Keeping[]>()

const keepingsOf = (model: Model): readonly Keeping[] => {
  const known = made.get(model)
  if (known !== undefined) return known
  const statedFar = (relation: Relation): boolean => fieldsFacing(model, relation).some((field) => statedFields(model).has(field))
  const paths = [...model.types.values()].flatMap(({ name, kept }) => [
    ...[...kept.values()].map(({ path, attribute }) => ({ type: name, path, readsEnds: attribute !== undefined })),
    ...(model.recall.dispositions.get(name) ?? []).filter(({ path }) => path.length > 0).map(({ path }) => ({ type: name, path, readsEnds: true })),
  ])
  const keepings = [...Map.groupBy(paths, ({ type, path }) => [type, ...path.map(({ field }) => field)].join('.')).values()].map(([first, ...more]): Keeping => {
    const { type, path, readsEnds } = first as (typeof paths)[number]
    return {
      type, path,
      readsEnds: readsEnds || more.some((other) => other.readsEnds) || path.slice(-1).some(statedFar),
      asksWhoStates: path.some((relation) => statedFar(relation) && !isBelonging(model, relation)),
    }
  })
  made.set(model, keepings)
  return keepings
}

/** Entities whose kept fields may change with what is told of others. Cost: a statement for each step of a path that the others stand on and that is no belonging. */
const keepingOver = async (reader: Reader, model: Model, told: Told, touched: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  const keeping = new Set<Ref>()
  const byType = Map.groupBy(touched, typeOfRef)
  for (const { type, path, readsEnds } of keepingsOf(model)) {
    let level: ReadonlySet<Ref> = new Set()
    for (const [stepsFromEnd, relation] of path.toReversed().entries()) {
      const here = new Set([...level, ...(stepsFromEnd > 0 || readsEnds ? byType.get(relation.target) ?? [] : [])])
      level = here.size === 0 ? here : await ownersOver(reader, model, told, relation, here)
    }
    for (const ref of level) if (typeOfRef(ref) === type) keeping.add(ref)
  }
  return keeping
}

/** Who hangs on whom is known of everything that is read; of other links the journal is asked. */
const ownersOver = async (reader: Reader, model: Model, told: Told, relation: Relation, targets: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  if (!isBelonging(model, relation)) return new Set(await stepBack(reader, model, told, relation, [...targets]))
  await told.ensure(reader, targets)
  return new Set([...targets].flatMap((ref) => told.hangingTogether(ref, relation.owner)))
}

/** Whom a relation ever led to: by the links that were read, and by who hangs on whom, of which the other end may not have been read. */
const everNext = (model: Model, told: Told, facts: Facts, relation: Relation, level: ReadonlySet<Ref>): Set<Ref> => {
  const next = new Set([...level].flatMap((ref) => everOnPath(facts, ref, [relation])))
  if (isBelonging(model, relation)) for (const ref of level) for (const other of told.hangingTogether(ref, relation.target)) next.add(other)
  return next
}

/** Some entities' facts with everything on the paths of what they keep. Mostly it belongs to the same orders and is there. Cost: the steps of the paths, and a few statements for each that leads out of what was read. */
export const withKeptAlong = async (reader: Reader, model: Model, told: Told, refs: ReadonlySet<Ref>): Promise<Facts> => {
  const keepings = keepingsOf(model)
  const all = new Set(refs)
  const byType = Map.groupBy(refs, typeOfRef)
  for (const { type, path, asksWhoStates } of keepings) {
    if (!asksWhoStates || !byType.has(type)) continue
    for (const ref of await alongPath(reader, told, model, path, byType.get(type) ?? [])) all.add(ref)
  }
  for (;;) {
    await told.ensure(reader, all)
    const facts = told.facts(all)
    const before = all.size
    for (const { type, path, readsEnds } of keepings) {
      const read = readsEnds ? path : path.slice(0, -1)
      for (let level = new Set(byType.get(type)), step = 0; step < read.length && level.size > 0; step += 1) {
        level = everNext(model, told, facts, read[step] as Relation, level)
        for (const ref of level) all.add(ref)
      }
    }
    if (all.size === before) return facts
  }
}

/** The circle of some entities and of all whose kept fields look at them. Cost: that of `circleOf`, and what finding these takes. */
export const keptCircleOf = async (reader: Reader, model: Model, told: Told, touched: ReadonlySet<Ref>): Promise<KeptCircle> => {
  const keeping = await keepingOver(reader, model, told, touched)
  return { ...await circleOf(reader, model, told, keeping.size === 0 ? touched : new Set([...touched, ...keeping])), keeping }
}

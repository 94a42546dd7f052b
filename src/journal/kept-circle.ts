import type { KeptField, Model } from '../model/model.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { fieldsFacing, statedFields } from './belonging-fields.ts'
import { alongPath, backAlongPath, circleOf, type Circle } from './circle.ts'
import type { Reader, Told } from './told.ts'

/** What settling some entities looks at, kept fields included. */
export interface KeptCircle {
  readonly circle: Circle
  /** Whose kept fields may hold something else: a path of theirs leads over what was asked about. */
  readonly keeping: ReadonlySet<Ref>
}

const keptFields = (model: Model): readonly { readonly type: string; readonly field: KeptField }[] =>
  [...model.types.values()].flatMap((type) => [...type.kept.values()].map((field) => ({ type: type.name, field })))

/** Whether a kept field follows from what is told of the entities that its path ends at: an attribute of theirs, or links that they state. Of others it is enough who they are, so that what thousands lead to may be told of anew without settling them all. */
const readsItsEnds = (model: Model, { path, attribute }: KeptField): boolean => {
  const last = path.at(-1)
  return attribute !== undefined || (last !== undefined && fieldsFacing(model, last).some((field) => statedFields(model).has(field)))
}

/** Entities whose kept fields may change with what is told of others. Cost: a statement a step of each path that these stand on. */
const keepingOver = async (reader: Reader, model: Model, told: Told, touched: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  const keeping = new Set<Ref>()
  for (const { type, field } of keptFields(model)) {
    for (const ref of await backAlongPath(reader, told, model, field.path, touched, readsItsEnds(model, field))) if (typeOfRef(ref) === type) keeping.add(ref)
  }
  return keeping
}

/** Everything on the paths of what some entities keep, read into `told`. */
export const keptAlong = async (reader: Reader, model: Model, told: Told, refs: ReadonlySet<Ref>): Promise<ReadonlySet<Ref>> => {
  const all = new Set<Ref>()
  for (const { type, field } of keptFields(model)) {
    const owners = [...refs].filter((ref) => typeOfRef(ref) === type)
    if (owners.length > 0) for (const ref of await alongPath(reader, told, model, field.path, owners)) all.add(ref)
  }
  await told.ensure(reader, all)
  return all
}

/** The circle of some entities and of all whose kept fields look at them. Cost: that of `circleOf`, and some statements a kept field. */
export const keptCircleOf = async (reader: Reader, model: Model, told: Told, touched: ReadonlySet<Ref>): Promise<KeptCircle> => {
  const keeping = await keepingOver(reader, model, told, touched)
  const { orders, refs } = await circleOf(reader, model, told, keeping.size === 0 ? touched : new Set([...touched, ...keeping]))
  return { circle: { orders, refs: new Set([...refs, ...await keptAlong(reader, model, told, refs)]) }, keeping }
}

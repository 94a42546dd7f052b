import { orderOf } from '../type-draft.ts'
import type { Rule } from './rule.ts'

/** Exactly one type has the role ORDER, and it is named Order: the one type that questions can name without knowing the model. */
export const oneOrder: Rule = ({ sdl }, report) => {
  const order = orderOf(sdl)
  const [first, ...others] = sdl.declarations.filter((type) => type.role?.is === 'ORDER' || (type.name === order?.name && type.unreadable.includes('role')))
  if (first === undefined) report('ORDER_MISSING', order?.place ?? { file: 'domains', line: 1, column: 1 }, { types: [...sdl.types.keys()] })
  else if (others.length === 0 && first.name !== 'Order') report('ORDER_MISNAMED', first.place, { type: first.name })
  for (const other of others) report('ORDER_TWICE', other.role?.place ?? other.place, { type: other.name, other: first?.name ?? '' })
}

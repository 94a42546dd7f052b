import type { Rule } from './rule.ts'

/** Exactly one type has the role ORDER, and it is named Order: the one type that questions can name without knowing the model. */
export const oneOrder: Rule = ({ sdl }, report) => {
  if (sdl === undefined) return
  const [first, ...others] = [...sdl.types.values()].filter((type) => type.role?.is === 'ORDER')
  if (first === undefined) {
    const place = sdl.types.get('Order')?.place ?? { file: 'domains', line: 1, column: 1 }
    report('ORDER_MISSING', place, { types: [...sdl.types.keys()] })
    return
  }
  for (const other of others) report('ORDER_TWICE', other.role?.place ?? other.place, { type: other.name, other: first.name })
  if (others.length === 0 && first.name !== 'Order') report('ORDER_MISNAMED', first.place, { type: first.name })
}

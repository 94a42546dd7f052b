import { Malformed, UNKNOWN, type Value } from './expression.ts'
import type { Closure, Comprehension, Typed } from './typed-tree.ts'

/** The macros, three-valued. */
export const runComprehension = (tree: Comprehension, closureOf: (tree: Typed) => Closure): Closure => {
  const over = closureOf(tree.over)
  const condition = tree.condition && closureOf(tree.condition)
  const transform = tree.transform && closureOf(tree.transform)
  const { slot, macro } = tree
  return (scope, locals) => {
    const list = over(scope, locals)
    if (list === UNKNOWN) return UNKNOWN
    const elements = list as readonly Value[]
    const at = (closure: Closure) => (element: Value): Value => { locals[slot] = element; return closure(scope, locals) }
    if (macro === 'map') {
      const kept = condition === undefined ? elements : where(elements, at(condition))
      return kept === UNKNOWN || transform === undefined ? UNKNOWN : kept.map(at(transform))
    }
    if (condition === undefined) return UNKNOWN
    if (macro === 'filter') return where(elements, at(condition))
    return macro === 'exists_one' ? one(elements, at(condition)) : quantified(elements, at(condition), macro === 'exists')
  }
}

/** `all` is && over the elements, `exists` is ||: a deciding element hides unknown and malformed ones, else malformed is said before unknown. */
const quantified = (elements: readonly Value[], holds: (element: Value) => Value, decisive: boolean): Value => {
  let open = false
  let wrong: Malformed | undefined
  for (const element of elements) {
    try {
      const value = holds(element)
      if (value === decisive) return decisive
      if (value === UNKNOWN) open = true
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      wrong ??= error
    }
  }
  if (wrong !== undefined) throw wrong
  return open ? UNKNOWN : !decisive
}

/** Two that hold settle it; else one unknown leaves it open. */
const one = (elements: readonly Value[], holds: (element: Value) => Value): Value => {
  const values = elements.map(holds)
  const count = values.filter((value) => value === true).length
  if (count > 1) return false
  return values.includes(UNKNOWN) ? UNKNOWN : count === 1
}

/** Elements that hold. One of which it is unknown makes the whole list unknown: nobody can say how long it is. */
const where = (elements: readonly Value[], holds: (element: Value) => Value): readonly Value[] | typeof UNKNOWN => {
  const values = elements.map(holds)
  return values.includes(UNKNOWN) ? UNKNOWN : elements.filter((_, i) => values[i] === true)
}


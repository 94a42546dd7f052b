import { readAs, type Known } from './conversions.ts'
import { Malformed, UNKNOWN, type Value } from './expression.ts'
import { runComprehension } from './run-comprehension.ts'
import { showValue } from './show-value.ts'
import type { Adapt, Call, Closure, Typed } from './typed-tree.ts'

/** Another closure for a node than its own, where it gives one; `inner` makes those of its parts, `own` its own from these. */
export type Instead = (tree: Typed, inner: (part: Typed) => Closure, own: () => Closure) => Closure | undefined

/** The tree as closures: no tree is walked and nothing is looked up when they run (a million of two comparisons under &&: 0.06 s, 2026-11-22). */
export const closureOf = (tree: Typed, instead?: Instead): Closure => {
  const inner = (part: Typed): Closure => closureOf(part, instead)
  return instead?.(tree, inner, () => ownClosure(tree, inner)) ?? ownClosure(tree, inner)
}

const ownClosure = (tree: Typed, inner: (part: Typed) => Closure): Closure => {
  switch (tree.op) {
    case 'literal': { const { value } = tree; return () => value }
    case 'name': { const { name } = tree; return (scope) => present(scope.variables, name) }
    case 'local': { const { slot } = tree; return (_, locals) => locals[slot] ?? UNKNOWN }
    case 'member': return memberOf(inner(tree.of), tree.member)
    case 'index': return elementOf(inner(tree.of), inner(tree.at))
    case 'has': { const of = inner(tree.of); return (scope, locals) => of(scope, locals) !== UNKNOWN }
    case 'not': { const of = inner(tree.of); return (scope, locals) => { const value = of(scope, locals); return value === UNKNOWN ? UNKNOWN : !value } }
    case 'and': return logic(inner(tree.left), inner(tree.right), false)
    case 'or': return logic(inner(tree.left), inner(tree.right), true)
    case 'conditional': {
      const [when, then, otherwise] = [inner(tree.when), inner(tree.then), inner(tree.otherwise)] as const
      return (scope, locals) => { const value = when(scope, locals); return value === UNKNOWN ? UNKNOWN : value === true ? then(scope, locals) : otherwise(scope, locals) }
    }
    case 'call': return callOf(tree, tree.args.map(inner))
    case 'adapt': return adaptOf(tree, inner(tree.of))
    case 'list': { const items = tree.items.map(inner); return (scope, locals) => items.map((item) => item(scope, locals)) }
    case 'comprehension': return runComprehension(tree, inner)
  }
}

/** An own member that is there. `record.constructor` is what the record says, never what JavaScript hangs on objects. */
const present = (of: { readonly [member: string]: Value | null | undefined }, member: string): Value => (Object.hasOwn(of, member) ? (of[member] ?? UNKNOWN) : UNKNOWN)

const memberOf = (of: Closure, member: string): Closure => (scope, locals) => {
  const base = of(scope, locals)
  if (base === UNKNOWN) return UNKNOWN
  if (typeof base !== 'object' || Array.isArray(base)) throw new Malformed(`${showValue(base)} has no members, so no '${member}'`)
  return present(base as { readonly [name: string]: Value }, member)
}

const elementOf = (of: Closure, at: Closure): Closure => (scope, locals) => {
  const list = of(scope, locals)
  const index = at(scope, locals)
  return list === UNKNOWN || index === UNKNOWN ? UNKNOWN : ((list as readonly Value[])[index as number] ?? UNKNOWN)
}

/**
 * Kleene's `&&` (decisive: false) and `||` (decisive: true). A side that decides hides what is wrong with the other, whichever comes first;
 * else what is malformed is said, before what is unknown.
 */
const logic = (first: Closure, second: Closure, decisive: boolean): Closure => (scope, locals) => {
  let a: Value
  try {
    a = first(scope, locals)
  } catch (error) {
    if (error instanceof Malformed && second(scope, locals) === decisive) return decisive
    throw error
  }
  if (a === decisive) return decisive
  const b = second(scope, locals)
  if (b === decisive) return decisive
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : !decisive
}

const callOf = ({ overload }: Call, args: readonly Closure[]): Closure => {
  const { run } = overload
  const [first, second] = args
  if (first !== undefined && args.length === 1) {
    return (scope, locals) => { const a = first(scope, locals); return a === UNKNOWN ? UNKNOWN : run(a, scope) }
  }
  if (first !== undefined && second !== undefined && args.length === 2) {
    return (scope, locals) => {
      const a = first(scope, locals)
      const b = second(scope, locals)
      return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : run(a, b, scope)
    }
  }
  return (scope, locals) => {
    const values = args.map((arg) => arg(scope, locals))
    return values.every((value): value is Known => value !== UNKNOWN) ? run(...values, scope) : UNKNOWN
  }
}

const adaptOf = ({ to, of }: Adapt, inner: Closure): Closure => {
  if (of.type === 'int' && to === 'double') return inner
  const read = to === 'list' ? asList : readAs[to]
  return (scope, locals) => { const value = inner(scope, locals); return value === UNKNOWN ? UNKNOWN : read(value, scope) }
}
const asList = (value: Known): Known => {
  if (!Array.isArray(value)) throw new Malformed(`${showValue(value)} is not a list`)
  return value as readonly Value[]
}

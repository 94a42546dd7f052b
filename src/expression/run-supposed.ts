import { Malformed, UNKNOWN, type Value } from './expression.ts'
import { HAS_KEY } from './operators.ts'
import type { Path } from './reads-of.ts'
import { closureOf, type Instead } from './run-tree.ts'
import type { Closure, Comprehension, Typed } from './typed-tree.ts'

/** What elements of a list may be, by the path of the list: each of them one of these. Undefined: nobody knows. */
export type ElementsOf = (path: Path) => readonly Value[] | undefined

/** A text that is none of those written in an expression. */
export const OTHER_TEXT = '\u0000'

/**
 * The tree over values that are partly left open: what is left out may be anything, absent too, and a list that `elementsOf` knows has any number of its
 * elements. True and false then stand for whatever is left open; all else is unknown, what asks for absence among it.
 */
export const supposedOf = (tree: Typed, elementsOf: ElementsOf): Closure => closureOf(tree, insteadFor(elementsOf))

const insteadFor = (elementsOf: ElementsOf): Instead => (tree, inner, own) => {
  if (tree.op === 'has' || (tree.op === 'call' && tree.overload === HAS_KEY)) return () => UNKNOWN
  // What else than a comparison with texts asks of another text, nobody can say.
  if (tree.op === 'call' && ['==', '!=', 'in'].includes(tree.overload.name) && tree.args.some(isMember) && tree.args.some(isLiteral)) return closureOf(tree)
  if (tree.op === 'member') { const member = own(); return (scope, locals) => { const value = member(scope, locals); return value === OTHER_TEXT ? UNKNOWN : value } }
  if (tree.op !== 'comprehension') return undefined
  const drawn = drawnFrom(tree.over, elementsOf, inner)
  return drawn && overDrawn(tree, drawn, inner)
}

const isLiteral = (tree: Typed): boolean => tree.op === 'literal' || (tree.op === 'list' && tree.items.every(isLiteral))
const isMember = (tree: Typed): boolean => tree.op === 'member' && (tree.of.op === 'name' || tree.of.op === 'local' || isMember(tree.of))

type Drawn = (...at: Parameters<Closure>) => readonly Value[]

/** The elements that a list may have; those that a filter surely leaves out are none of it. */
const drawnFrom = (over: Typed, elementsOf: ElementsOf, inner: (part: Typed) => Closure): Drawn | undefined => {
  if (over.op === 'comprehension' && over.macro === 'filter' && over.condition !== undefined) {
    const from = drawnFrom(over.over, elementsOf, inner)
    const holds = holding(over.slot, inner(over.condition))
    return from && ((scope, locals) => from(scope, locals).filter((element) => holds(element, scope, locals) !== false))
  }
  const path = namesOf(over)
  const elements = path && elementsOf(path)
  return elements && (() => elements)
}

const namesOf = (tree: Typed): Path | undefined => {
  if (tree.op === 'name') return [tree.name]
  const base = tree.op === 'member' ? namesOf(tree.of) : undefined
  return tree.op === 'member' && base !== undefined ? [...base, tree.member] : undefined
}

const holding = (slot: number, condition: Closure) => (element: Value, ...[scope, locals]: Parameters<Closure>): Value => {
  locals[slot] = element
  try {
    return condition(scope, locals)
  } catch (error) {
    if (error instanceof Malformed) return UNKNOWN
    throw error
  }
}

/** What holds of no element that may be there holds of none that is; what holds of each holds of all. */
const overDrawn = ({ macro, slot, condition }: Comprehension, drawn: Drawn, inner: (part: Typed) => Closure): Closure => {
  const holds = condition === undefined ? () => UNKNOWN : holding(slot, inner(condition))
  return (scope, locals) => {
    const elements = drawn(scope, locals)
    if (macro === 'all') return elements.every((element) => holds(element, scope, locals) === true) ? true : UNKNOWN
    if (elements.some((element) => holds(element, scope, locals) !== false)) return UNKNOWN
    return macro === 'map' || macro === 'filter' ? [] : false
  }
}

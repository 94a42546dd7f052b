import type { Scope, Value } from './expression.ts'
import { readsOf, type Path } from './reads-of.ts'
import { closureOf } from './run-tree.ts'
import type { Typed } from './typed-tree.ts'

interface OfText {
  /** As written. */
  readonly text: string
  /** As `Compiled.evaluate`. */
  readonly evaluate: (scope: Scope) => Value
}

/** A condition that nothing divides further. */
export interface Leaf extends OfText {
  readonly op: 'leaf'
  readonly reads: readonly Path[]
  /** Set where it holds a member against values that stand in the text: true exactly when the member `is` one of them, or is none of them. */
  readonly compares?: { readonly path: Path; readonly is: boolean; readonly values: readonly (string | boolean)[] }
}

/** A condition taken apart where `&&`, `||` and `!` join it. */
export type Part = Leaf | (OfText & { readonly op: 'and' | 'or' | 'not'; readonly parts: readonly Part[] })

export const partsOf = (text: string, tree: Typed): Part => {
  const closure = closureOf(tree)
  const own: OfText = { text: text.slice(tree.start, tree.end), evaluate: (scope) => closure(scope, []) }
  switch (tree.op) {
    case 'and': case 'or': return { ...own, op: tree.op, parts: joined(text, tree, tree.op) }
    case 'not': return { ...own, op: 'not', parts: [partsOf(text, tree.of)] }
    default: return leafOf(own, tree)
  }
}

/** `a && b && c` is one list of three. */
const joined = (text: string, tree: Typed, op: 'and' | 'or'): readonly Part[] => (tree.op === op ? [...joined(text, tree.left, op), ...joined(text, tree.right, op)] : [partsOf(text, tree)])

const leafOf = (own: OfText, tree: Typed): Leaf => {
  const compares = comparison(tree)
  return { ...own, op: 'leaf', reads: readsOf(tree), ...(compares === undefined ? {} : { compares }) }
}

const comparison = (tree: Typed): Leaf['compares'] => {
  if (tree.op !== 'call' || !['==', '!=', 'in'].includes(tree.overload.name)) return undefined
  const [left, right] = tree.args
  const path = membersOf(left) ?? membersOf(right)
  const against = membersOf(left) === undefined ? left : right
  if (path === undefined || against === undefined) return undefined
  const items = against.op === 'list' ? against.items : [against]
  // Numbers of two types are equal where their texts are not, so they are left to `evaluate`.
  const values = items.flatMap((item) => (item.op === 'literal' && typeof item.value !== 'number' ? [item.value] : []))
  return values.length === items.length ? { path, is: tree.overload.name !== '!=', values } : undefined
}

/** `state.local`: a member of a variable, read as it is. */
const membersOf = (tree: Typed | undefined): Path | undefined => (tree?.op === 'member' && tree.of.op === 'name' ? [tree.of.name, tree.member] : undefined)

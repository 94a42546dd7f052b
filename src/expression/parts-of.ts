import type { Scope, Value } from './expression.ts'
import { childrenOf, readsOf, type Path } from './reads-of.ts'
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
  readonly compares?: Comparison
  /** Set where it reads one member and nothing else. */
  readonly sole?: Sole
  /** Set where it says something of every entity of a list, or of one of them at least. */
  readonly quantifies?: { readonly every: boolean; readonly type: string; /** What it says of one. */ readonly each: (element: Value) => Part }
}

export interface Comparison {
  /** As a rule writes it of the entity it looks at: `state.local`, `entity.pieces`. */
  readonly path: Path
  /** The place among the lists around of the one whose element it speaks of; absent: of what the rule itself sees. */
  readonly slot?: number
  readonly is: boolean
  readonly values: readonly (string | boolean)[]
}

export interface Sole extends Pick<Comparison, 'path' | 'slot'> {
  /** The condition, as a rule would write it of the entity itself. */
  readonly text: string
  /** What it says where the member is that. */
  readonly evaluate: (scope: Scope, value: Value) => Value
}

/** A condition taken apart where `&&`, `||` and `!` join it. */
export type Part = Leaf | (OfText & { readonly op: 'and' | 'or' | 'not'; readonly parts: readonly Part[] })

/** `locals` are the elements of the lists around. */
export const partsOf = (text: string, tree: Typed, locals: readonly Value[] = []): Part => {
  const closure = closureOf(tree)
  const own: OfText = { text: text.slice(tree.start, tree.end), evaluate: (scope) => closure(scope, [...locals]) }
  switch (tree.op) {
    case 'and': case 'or': return { ...own, op: tree.op, parts: joined(text, tree, tree.op, locals) }
    case 'not': return { ...own, op: 'not', parts: [partsOf(text, tree.of, locals)] }
    default: return leafOf(own, text, tree, locals)
  }
}

/** `a && b && c` is one list of three. */
const joined = (text: string, tree: Typed, op: 'and' | 'or', locals: readonly Value[]): readonly Part[] =>
  (tree.op === op ? [...joined(text, tree.left, op, locals), ...joined(text, tree.right, op, locals)] : [partsOf(text, tree, locals)])

const leafOf = (own: OfText, text: string, tree: Typed, locals: readonly Value[]): Leaf => {
  const [compares, sole, quantifies] = [comparison(tree), soleMember(text, tree, locals), quantified(text, tree, locals)]
  return { ...own, op: 'leaf', reads: readsOf(tree), ...(compares === undefined ? {} : { compares }), ...(sole === undefined ? {} : { sole }), ...(quantifies === undefined ? {} : { quantifies }) }
}

const soleMember = (text: string, tree: Typed, locals: readonly Value[]): Leaf['sole'] => {
  const read: Typed[] = []
  if (!collect(tree, read)) return undefined
  const [member, ...others] = read.map(membersOf)
  if (member === undefined || others.some((other) => other?.slot !== member.slot || other?.path.join('.') !== member.path.join('.'))) return undefined
  const { path, path: [variable = '', name = ''], slot } = member
  const closure = closureOf(tree)
  const so = (element: Value, value: Value): Value => {
    const members = element as Readonly<Record<string, Value>>
    return variable === 'entity' ? { ...members, [name]: value } : { ...members, [variable]: { ...members[variable] as Readonly<Record<string, Value>>, [name]: value } }
  }
  return {
    ...member,
    text: slot === undefined ? text.slice(tree.start, tree.end) : read.toReversed().reduce((left, { start, end }) => left.slice(0, start - tree.start) + path.join('.') + left.slice(end - tree.start), text.slice(tree.start, tree.end)),
    evaluate: (scope, value) => (slot === undefined ? closure({ ...scope, variables: { [variable]: { [name]: value } } }, [...locals]) : closure(scope, locals.map((element, n) => (n === slot ? so(element, value) : element)))),
  }
}

/** The members that it reads as they are, place by place; whether it reads nothing else. */
const collect = (tree: Typed, read: Typed[]): boolean => {
  if (membersOf(tree) !== undefined) {
    read.push(tree)
    return true
  }
  return tree.op !== 'name' && tree.op !== 'local' && tree.op !== 'comprehension' && childrenOf(tree).every((child) => collect(child, read))
}

const quantified = (text: string, tree: Typed, locals: readonly Value[]): Leaf['quantifies'] => {
  if (tree.op !== 'comprehension' || (tree.macro !== 'all' && tree.macro !== 'exists') || tree.condition === undefined) return undefined
  const { over, condition, macro } = tree
  if (over.op !== 'member' || over.of.op !== 'name' || over.of.name !== 'entities') return undefined
  return { every: macro === 'all', type: over.member, each: (element) => partsOf(text, condition, [...locals, element]) }
}

const comparison = (tree: Typed): Leaf['compares'] => {
  if (tree.op !== 'call' || !['==', '!=', 'in'].includes(tree.overload.name)) return undefined
  const [left, right] = tree.args
  const member = membersOf(left) ?? membersOf(right)
  const against = membersOf(left) === undefined ? left : right
  if (member === undefined || against === undefined) return undefined
  const items = against.op === 'list' ? against.items : [against]
  // Numbers of two types are equal where their texts are not, so they are left to `evaluate`.
  const values = items.flatMap((item) => (item.op === 'literal' && typeof item.value !== 'number' ? [item.value] : []))
  return values.length === items.length ? { ...member, is: tree.overload.name !== '!=', values } : undefined
}

/** `state.local`: a member of a variable, read as it is; also of an element of a list, and of another version's verdict. */
const membersOf = (tree: Typed | undefined): Pick<Comparison, 'path' | 'slot'> | undefined => {
  if (tree?.op !== 'member') return undefined
  const { of, member } = tree
  if (of.op === 'name') return { path: [of.name, member] }
  if (of.op === 'local') return { path: ['entity', member], slot: of.slot }
  if (of.op !== 'member') return undefined
  if (of.of.op === 'name' && of.of.name === 'verdicts') return { path: ['verdicts', of.member, member] }
  return of.of.op === 'local' && (of.member === 'state' || of.member === 'edge') ? { path: [of.member, member], slot: of.of.slot } : undefined
}

import { adapt, asBool, refuse, typeName, type Checker, type Place } from './checker.ts'
import type { Syntax } from './parse-expression.ts'
import { isList } from './static-types.ts'
import type { Local, Macro, Typed } from './typed-tree.ts'

export const MACROS: readonly Macro[] = ['all', 'exists', 'exists_one', 'filter', 'map']
export const isMacro = (name: string): name is Macro => (MACROS as readonly string[]).includes(name)

interface MacroCall {
  readonly macro: Macro
  readonly receiver: Syntax
  readonly args: readonly Syntax[]
  readonly node: Syntax
  readonly place: Place
}

export const checkMacro = ({ macro, receiver, args, node, place }: MacroCall, checker: Checker): Typed | undefined => {
  const list = asList(checker, checker.check(receiver, checker), macro)
  const [variable, first, second] = args
  const counts = macro === 'map' ? [2, 3] : [2]
  if (variable === undefined || first === undefined || !counts.includes(args.length)) {
    return refuse(checker, place, `'${macro}' is written x.${macro}(element, ${macro === 'map' ? 'what to make of it' : 'condition'}); this gives it ${args.length}.`)
  }
  if (variable.op !== 'id') return refuse(checker, variable, `The first argument of '${macro}' is a name for the element.`)
  const slot = checker.locals.length
  const element = list !== undefined && isList(list.type) ? list.type.list : 'dyn'
  const local: Local = { op: 'local', name: variable.args, slot, type: element, start: variable.start, end: variable.end }
  // With the list itself refused its elements' type is a guess, and what the body says of them would be noise.
  const inner: Checker = { ...checker, locals: [...checker.locals, local] }
  const body = (tree: Syntax): Typed | undefined => checker.check(tree, inner)
  const transforms = macro === 'map'
  const condition = transforms && second === undefined ? undefined : asBool(checker, body(first), `The condition of '${macro}'`)
  const transform = transforms ? body(second ?? first) : undefined
  if (list === undefined || (transforms ? transform === undefined || (second !== undefined && condition === undefined) : condition === undefined)) return undefined
  return {
    op: 'comprehension', macro, over: list, slot,
    ...(condition === undefined ? {} : { condition }),
    ...(transform === undefined ? {} : { transform }),
    type: transform !== undefined ? { list: transform.type } : macro === 'filter' ? list.type : 'bool',
    start: node.start, end: node.end,
  }
}

const asList = (checker: Checker, tree: Typed | undefined, macro: Macro): Typed | undefined => {
  if (tree === undefined || isList(tree.type)) return tree
  if (tree.type === 'dyn') return adapt(tree, 'list')
  return refuse(checker, tree, `'${macro}' goes over a list, this is ${typeName(tree.type)}.`)
}

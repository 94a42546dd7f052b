import { isWrongIn, isWrongMacro } from './print-list.ts'
import { anyOf, filled, printArguments, type Printer } from './printer.ts'
import type { Call, Typed } from './typed-tree.ts'

/**
 * Whether a node is malformed, where that is not the same as unknown: `has` of it is neither true nor false, and a list that holds it is none.
 * Everywhere else null stands for both, because no operator of the profile makes true or false of one and not of the other.
 */
export const printWrong = (tree: Typed, printer: Printer): string | undefined => {
  const { value, wrong } = printer
  switch (tree.op) {
    case 'literal': case 'name': case 'local': return undefined
    case 'member': return anyOf([wrong(tree.of), tree.of.type === 'dyn' ? `coalesce(jsonb_typeof(${value(tree.of)}) <> 'object', false)` : undefined])
    case 'index': return anyOf([wrong(tree.of), wrong(tree.at)])
    case 'has': case 'not': return wrong(tree.of)
    case 'and': case 'or': {
      const side = anyOf([wrong(tree.left), wrong(tree.right)])
      return side && `(${side} and ${value(tree)} is null)`
    }
    case 'conditional': {
      const branches = [wrong(tree.then), wrong(tree.otherwise)]
      const taken = anyOf(branches) && `(case ${value(tree.when)} when true then ${branches[0] ?? 'false'} when false then ${branches[1] ?? 'false'} else false end)`
      return anyOf([wrong(tree.when), taken])
    }
    case 'call': return anyOf([...tree.args.map(wrong), wrongCall(tree, printer)])
    case 'adapt': return anyOf([wrong(tree.of), tree.of.type === 'int' ? undefined : `(${value(tree.of)} is not null and ${value(tree)} is null)`])
    case 'list': return anyOf(tree.items.map(wrong))
    case 'comprehension': return isWrongMacro(tree, printer)
  }
}

/** Its arguments are known, and yet it has no answer. */
const wrongCall = (tree: Call, printer: Printer): string => {
  const { overload, args } = tree
  if (overload.name === 'in' && overload.parameters[1] !== 'map') return isWrongIn(tree, printer)
  const known = args.filter(({ op }) => op !== 'literal').map((arg) => `${printer.value(arg)} is not null`)
  const unknown = overload.unknown === undefined ? [] : [`not (${filled(overload.unknown, printArguments(tree, printer), printer)})`]
  return `(${[...known, ...unknown, `${printer.value(tree)} is null`].join(' and ')})`
}

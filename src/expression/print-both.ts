import { canBeWrong } from './can-be-wrong.ts'
import { bothOfMacro, printCompared, wrongIn } from './print-list.ts'
import { filled, printArguments, type Printer } from './printer.ts'
import { jsonMember, jsonOf } from './sql-values.ts'
import type { Call, ListOf, Typed } from './typed-tree.ts'

/**
 * A query of one row: what the node answers (`v`), and whether it is malformed (`w`), where that is not the same as unknown: `has` of it is neither true
 * nor false, a list that holds it is none, nor has `exists_one` an answer. Everywhere else null stands for both, because no operator of the profile makes
 * true or false of one and not of the other. Each part is written once, so that the text grows as the expression does.
 */
export const printBoth = (tree: Typed, printer: Printer): string => {
  if (!canBeWrong(tree)) return `select ${printer.value(tree)} as v, false as w`
  const of = (parts: readonly Typed[], wrong: string): string => `select ${printer.node(tree, over(parts, printer))} as v, ${wrong} as w from ${beside(parts, printer)}`
  switch (tree.op) {
    case 'literal': case 'name': case 'local': return `select ${printer.value(tree)} as v, false as w`
    case 'member': return of([tree.of], `cel_0.w${tree.of.type === 'dyn' ? " or coalesce(jsonb_typeof(cel_0.v) <> 'object', false)" : ''}`)
    case 'index': return of([tree.of, tree.at], 'cel_0.w or cel_1.w')
    case 'has': return `select (case when not cel_0.w then cel_0.v is not null end) as v, cel_0.w from ${beside([tree.of], printer)}`
    case 'not': return of([tree.of], 'cel_0.w')
    case 'and': case 'or': return of([tree.left, tree.right], `(cel_0.w or cel_1.w) and (cel_0.v ${tree.op} cel_1.v) is null`)
    case 'conditional': return of([tree.when, tree.then, tree.otherwise], 'cel_0.w or (case cel_0.v when true then cel_1.w when false then cel_2.w else false end)')
    case 'call': return bothOfCall(tree, printer)
    case 'adapt': return answered([tree.of], printer.node(tree, over([tree.of], printer)), [], printer)
    case 'list': return bothOfList(tree, printer)
    case 'comprehension': return bothOfMacro(tree, beside([tree.over], printer), printer)
  }
}

/** The parts side by side, as `cel_0`, `cel_1`, …; `offset 0` keeps the planner from writing them out wherever they are named. */
const beside = (parts: readonly Typed[], { both }: Printer): string => parts.map((part, n) => `(${both(part)} offset 0) as cel_${n}`).join(' cross join ')
const anyWrong = (parts: readonly Typed[]): string => parts.map((_, n) => `cel_${n}.w`).join(' or ')

/** A printer that finds the parts beside it. */
const over = (parts: readonly Typed[], printer: Printer): Printer => {
  const found = new Map(parts.map((part, n) => [part, `cel_${n}.v`]))
  return { ...printer, value: (part) => found.get(part) ?? printer.value(part), json: (part) => found.get(part) ?? printer.json(part) }
}

/** Over parts that are known what has no answer is malformed. */
const answered = (parts: readonly Typed[], value: string, unless: readonly string[], printer: Printer): string =>
  `select cel_f.v, ${anyWrong(parts)} or (${[...parts.map((_, n) => `cel_${n}.v is not null`), ...unless, 'cel_f.v is null'].join(' and ')}) as w from ${beside(parts, printer)} cross join lateral (select ${value} as v offset 0) as cel_f`

const bothOfCall = (tree: Call, printer: Printer): string => {
  const { args, overload } = tree
  const beneath = over(args, printer)
  if (overload.name === 'in' && overload.parameters[1] !== 'map') return `select ${printCompared(tree, beneath)} as v, cel_0.w or cel_1.w or ${wrongIn(tree, beneath)} as w from ${beside(args, printer)}`
  const unknown = overload.unknown === undefined ? [] : [`not (${filled(overload.unknown, printArguments(tree, beneath), printer)})`]
  return answered(args, printer.node(tree, beneath), unknown, printer)
}

const bothOfList = ({ items }: ListOf, printer: Printer): string => {
  const parts = items.filter(canBeWrong)
  const { value } = over(parts, printer)
  return `select (case when not (${anyWrong(parts)}) then ${jsonOf('jsonb_build_array', items.map((item) => jsonMember(item.type, value(item))))} end) as v, ${anyWrong(parts)} as w from ${beside(parts, printer)}`
}

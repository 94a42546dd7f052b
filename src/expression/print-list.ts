import { canBeWrong } from './can-be-wrong.ts'
import { PLAIN } from './operators.ts'
import { elementOf, filled, type Printer } from './printer.ts'
import { fromJson, jsonMember, toJson } from './sql-values.ts'
import { isList } from './static-types.ts'
import type { Call, Comprehension, Typed } from './typed-tree.ts'

/** Kleene's or over the rows of a column. */
const someOf = (column: string): string => `case when bool_or(${column}) then true when bool_or(${column} is null) then null else false end`

/** What is asked of a list's elements; null over no list. What is not a column is worked out once: `offset 0` keeps the planner from writing it out twice. */
const overList = (slot: number, over: Typed, { value }: Printer, query: (list: string) => string): string =>
  over.op === 'name' ? `(case when ${value(over)} is not null then (${query(value(over))}) end)`
    : `(select (${query(`cel_l${slot}.list`)}) from (select ${value(over)} as list offset 0) as cel_l${slot} where list is not null)`

/** Kleene's or (`decisive`: true) or and over the elements, as the greatest of 0, 1 (unknown) and 2. The filter says of which list, whatever the condition names. */
const quantified = ({ slot, over, condition }: Comprehension, decisive: boolean, printer: Printer): string =>
  overList(slot, over, printer, (list) =>
    `select case max(case ${condition === undefined ? 'null' : printer.value(condition)} when ${decisive} then 2 when ${!decisive} then 0 else 1 end) filter (where cel_e${slot}.value is not null) when 2 then ${decisive} when 1 then null else ${!decisive} end`
    + ` from jsonb_array_elements(${list}) as cel_e${slot} (value)`)

/** A macro as aggregates over the elements: its value, and whether one of them makes it malformed. */
interface Aggregates {
  readonly v: string
  readonly w: string
  /** The elements of a list, `value` and `place` of `cel_e0`, with their conditions (`cel_c0`) and what is made of them (`cel_t0`), each a value and whether it is malformed. */
  readonly from: (list: string) => string
}

const aggregatesOf = ({ macro, slot, condition, transform }: Comprehension, needsWrong: boolean, { value, both }: Printer): Aggregates => {
  const part = (tree: Typed | undefined, wrong: boolean): string => (tree === undefined ? 'select true as v, false as w' : wrong ? both(tree) : `select ${value(tree)} as v, false as w`)
  const [holds, wrong, broken] = [`cel_c${slot}.v`, `cel_c${slot}.w`, `cel_c${slot}.v and cel_t${slot}.w`]
  const kept = (sql: string): string => `coalesce(jsonb_agg(${sql} order by cel_e${slot}.place) filter (where ${holds}), '[]')`
  const count = `count(*) filter (where ${holds})`
  const open = `bool_or(${holds} is null)`
  const from = (list: string): string => `jsonb_array_elements(${list}) with ordinality as cel_e${slot} (value, place) cross join lateral (${part(condition, needsWrong || macro === 'exists_one')} offset 0) as cel_c${slot}`
  switch (macro) {
    case 'exists': return { v: someOf(holds), w: `bool_or(${wrong}) and not coalesce(bool_or(${holds}), false)`, from }
    case 'all': return { v: `case when bool_or(not ${holds}) then false when ${open} then null else true end`, w: `bool_or(${wrong}) and not coalesce(bool_or(not ${holds}), false)`, from }
    case 'exists_one': return { v: `case when bool_or(${wrong}) then null when ${count} > 1 then false when ${open} then null else ${count} = 1 end`, w: `bool_or(${wrong})`, from }
    case 'filter': return { v: `case when ${open} then null else ${kept(`cel_e${slot}.value`)} end`, w: `bool_or(${wrong})`, from }
    case 'map': return {
      v: `case when ${open} or bool_or(${broken}) then null else ${kept(jsonMember(transform?.type ?? 'dyn', `cel_t${slot}.v`))} end`,
      w: `bool_or(${wrong}) or (not ${open} and bool_or(${broken}))`,
      from: (list) => `${from(list)} cross join lateral (${part(transform, transform !== undefined && canBeWrong(transform))} offset 0) as cel_t${slot}`,
    }
  }
}

export const printMacro = (tree: Comprehension, printer: Printer): string => {
  if (tree.macro === 'exists' || tree.macro === 'all') return quantified(tree, tree.macro === 'exists', printer)
  const { v, from } = aggregatesOf(tree, false, printer)
  return overList(tree.slot, tree.over, printer, (list) => `select ${v} from ${from(list)}`)
}

/** As printBoth, over the list that `cel_0` of `over` is. */
export const bothOfMacro = (tree: Comprehension, over: string, printer: Printer): string => {
  const { v, w, from } = aggregatesOf(tree, true, printer)
  return `select cel_m.v, cel_0.w or coalesce(cel_m.w, false) as w from ${over} left join lateral (select ${v} as v, ${w} as w from ${from('cel_0.v')}) as cel_m on cel_0.v is not null`
}

interface Asked {
  /** Of the elements, `same` saying of each whether it is x. */
  readonly ofList: string
  /** Where only the data knows what stands behind `in`: of a map, and of anything else. */
  readonly ofMap: (name: string) => string
  readonly ofOther: string
}

/** What is asked of `x in list`; null when either is unknown. */
const overCompared = ({ overload, args: [x, list] }: Call, { ofList, ofMap, ofOther }: Asked, printer: Printer): string => {
  if (x === undefined || list === undefined) return 'null'
  const same = filled(overload.sql, ['cel_in.x', fromJson(elementOf(list.type), 'cel_each.value')], printer)
  const over = `(select ${ofList} from jsonb_array_elements(cel_list(cel_in.list)) as cel_each (value) cross join lateral (select ${same} as same offset 0) as cel_compared)`
  const asked = isList(list.type) ? over : `case jsonb_typeof(cel_in.list) when 'array' then ${over} when 'object' then ${ofMap(`cel_text(${toJson(x.type, 'cel_in.x')})`)} else ${ofOther} end`
  return `(select ${asked} from (select ${printer.value(x)} as x, ${printer.value(list)} as list offset 0) as cel_in where x is not null and list is not null)`
}

export const printCompared = (tree: Call, printer: Printer): string => overCompared(tree, { ofList: someOf('same'), ofMap: (name) => `cel_has(cel_in.list, ${name})`, ofOther: 'null' }, printer)

/** Something in it cannot be compared, and nothing is equal. */
export const wrongIn = (tree: Call, printer: Printer): string => {
  const ofList = "bool_or(same is null and cel_each.value <> 'null') and not coalesce(bool_or(same), false)"
  return `coalesce(${overCompared(tree, { ofList, ofMap: (name) => `${name} is null`, ofOther: 'true' }, printer)}, false)`
}

export const printIn = (tree: Call, printer: Printer): string => {
  const [x, list] = tree.args
  const { sql } = tree.overload
  // Written out once for each item, x has to be short.
  if (x === undefined || list?.op !== 'list' || canBeWrong(list) || (sql !== PLAIN.sql && !['name', 'local', 'member'].includes(x.op))) return printCompared(tree, printer)
  const left = printer.value(x)
  const items = list.items.map((item) => (elementOf(list.type) === 'dyn' ? toJson(item.type, printer.value(item)) : printer.value(item)))
  if (items.length === 0) return `(case when ${left} is not null then false end)`
  // Of one item alone, which may be a query, SQL would take the rows.
  if (sql === PLAIN.sql && items.length > 1) return `(${left} in (${items.join(', ')}))`
  return `(${items.map((item) => filled(sql, [left, item], printer)).join(' or ')})`
}

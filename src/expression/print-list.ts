import { PLAIN } from './operators.ts'
import { anyOf, elementOf, filled, unless, type Printer } from './printer.ts'
import { fromJson, jsonMember, toJson } from './sql-values.ts'
import { isList } from './static-types.ts'
import type { Call, Comprehension, Typed } from './typed-tree.ts'

/** Kleene's or over the rows of a column. */
const someOf = (column: string): string => `case when bool_or(${column}) then true when bool_or(${column} is null) then null else false end`

/** What is asked of a list's elements; null over no list. What is not a column is worked out once: `offset 0` keeps the planner from writing it out twice. */
const overList = (slot: number, over: Typed, list: string, query: (elements: string) => string): string => {
  const elements = (of: string): string => query(`jsonb_array_elements(${of})`)
  return over.op === 'name' ? `(case when ${list} is not null then (${elements(list)}) end)` : `(select (${elements(`cel_l${slot}.list`)}) from (select ${list} as list offset 0) as cel_l${slot} where list is not null)`
}

/** An aggregate over the elements of a macro's list, with whether each holds (`holds` of `cel_c0`) and whether that is malformed (`wrong`). */
const overElements = ({ slot, over, condition }: Comprehension, aggregate: string, { value, wrong }: Printer): string =>
  overList(slot, over, value(over), (elements) =>
    `select ${aggregate} from ${elements} with ordinality as cel_e${slot} (value, place) cross join lateral (select ${condition === undefined ? 'true' : value(condition)} as holds, ${(condition && wrong(condition)) ?? 'false'} as wrong offset 0) as cel_c${slot}`)

/** Kleene's or (`decisive`: true) or and over the elements, as the greatest of 0, 1 (unknown) and 2. The filter says of which list, whatever the condition names. */
const quantified = ({ slot, over, condition }: Comprehension, decisive: boolean, { value }: Printer): string =>
  overList(slot, over, value(over), (elements) =>
    `select case max(case ${condition === undefined ? 'null' : value(condition)} when ${decisive} then 2 when ${!decisive} then 0 else 1 end) filter (where cel_e${slot}.value is not null) when 2 then ${decisive} when 1 then null else ${!decisive} end from ${elements} as cel_e${slot} (value)`)

export const printMacro = (tree: Comprehension, printer: Printer): string => {
  const { macro, slot, transform } = tree
  const [holds, wrong] = [`cel_c${slot}.holds`, `cel_c${slot}.wrong`]
  const kept = (sql: string): string => `coalesce(jsonb_agg(${sql} order by cel_e${slot}.place) filter (where ${holds}), '[]')`
  const count = `count(*) filter (where ${holds})`
  switch (macro) {
    case 'exists': return quantified(tree, true, printer)
    case 'all': return quantified(tree, false, printer)
    case 'exists_one': return overElements(tree, `case when bool_or(${wrong}) then null when ${count} > 1 then false when bool_or(${holds} is null) then null else ${count} = 1 end`, printer)
    case 'filter': return overElements(tree, `case when bool_or(${holds} is null) then null else ${kept(`cel_e${slot}.value`)} end`, printer)
    case 'map': {
      const made = transform === undefined ? 'null' : jsonMember(transform.type, printer.value(transform))
      const broken = transform && printer.wrong(transform)
      return overElements(tree, `case when bool_or(${anyOf([`${holds} is null`, broken && `${holds} and ${broken}`]) ?? ''}) then null else ${kept(made)} end`, printer)
    }
  }
}

export const isWrongMacro = (tree: Comprehension, printer: Printer): string | undefined => {
  const { macro, over, slot, condition, transform } = tree
  const [holds, wrong] = [`cel_c${slot}.holds`, `cel_c${slot}.wrong`]
  const broken = transform && printer.wrong(transform)
  const aggregates = [
    condition && printer.wrong(condition) && (macro === 'exists' ? `bool_or(${wrong}) and not coalesce(bool_or(${holds}), false)` : macro === 'all' ? `bool_or(${wrong}) and not coalesce(bool_or(not ${holds}), false)` : `bool_or(${wrong})`),
    broken && `not bool_or(${holds} is null) and bool_or(${holds} and ${broken})`,
  ]
  const elements = anyOf(aggregates)
  return anyOf([printer.wrong(over), elements && `coalesce(${overElements(tree, elements, printer)}, false)`])
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

export const printIn = (tree: Call, printer: Printer): string => {
  const [x, list] = tree.args
  if (x === undefined || list?.op !== 'list') return overCompared(tree, { ofList: someOf('same'), ofMap: (name) => `cel_has(cel_in.list, ${name})`, ofOther: 'null' }, printer)
  const { sql } = tree.overload
  const left = printer.value(x)
  const items = list.items.map((item) => (elementOf(list.type) === 'dyn' ? toJson(item.type, printer.value(item)) : printer.value(item)))
  const equal = items.length === 0 ? `(case when ${left} is not null then false end)`
    // Of one item alone, which may be a query, SQL would take the rows.
    : sql === PLAIN.sql && items.length > 1 ? `(${left} in (${items.join(', ')}))`
    : `(${items.map((item) => filled(sql, [left, item], printer)).join(' or ')})`
  return unless(printer.wrong(list), equal)
}

/** Something in it cannot be compared, and nothing is equal. */
export const isWrongIn = (tree: Call, printer: Printer): string => {
  const ofList = "bool_or(same is null and cel_each.value <> 'null') and not coalesce(bool_or(same), false)"
  return `coalesce(${overCompared(tree, { ofList, ofMap: (name) => `${name} is null`, ofOther: 'true' }, printer)}, false)`
}

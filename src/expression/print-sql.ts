import { invariant } from '../problems/invariant.ts'
import { canBeWrong } from './can-be-wrong.ts'
import type { StaticType } from './expression.ts'
import { FUNCTIONS } from './functions.ts'
import { printBoth } from './print-both.ts'
import { printIn, printMacro } from './print-list.ts'
import { filled, printArguments, type Printer, type Reading, type SqlPlace } from './printer.ts'
import { fromJson, jsonMember, jsonOf, quoteText, sqlLiteral, sqlType, toJson } from './sql-values.ts'
import { isObject } from './static-types.ts'
import type { Adapt, Call, Conditional, Index, Member, Name, Typed } from './typed-tree.ts'

/**
 * The tree as one SQL expression that answers what the closures do: null where they answer UNKNOWN or throw Malformed. It never fails, whatever the
 * server works out first, since no part of it does (see Overload.sql and `sql/migrations/0016-cel.sql`).
 */
export const printSql = (tree: Typed, place: SqlPlace): string => {
  const printer: Printer = { place, value: (part) => printValue(part, printer), json: (part) => printJson(part, printer), both: (part) => printBoth(part, printer), node: printValue }
  return printer.value(tree)
}

/** A condition as a rule takes it: a dyn is true or false only where it is a bool already. */
export const printCondition = (tree: Typed, place: SqlPlace): string => {
  const sql = printSql(tree, place)
  return tree.type === 'dyn' ? `(case jsonb_typeof(${sql}) when 'boolean' then (${sql} #>> '{}')::boolean end)` : sql
}

const printValue = (tree: Typed, printer: Printer): string => {
  const { value, both } = printer
  switch (tree.op) {
    case 'literal': return sqlLiteral(tree.value, tree.type)
    case 'name': return printName(tree, printer)
    case 'local': return fromJson(tree.type, `cel_e${tree.slot}.value`)
    case 'member': return printMember(tree, printer)
    case 'index': return fromJson(tree.type, printElement(tree, printer))
    case 'has': return canBeWrong(tree.of) ? `(select v from (${both(tree)}) as cel_both)` : `(${value(tree.of)} is not null)`
    case 'not': return `(not ${value(tree.of)})`
    case 'and': case 'or': return `(${value(tree.left)} ${tree.op} ${value(tree.right)})`
    case 'conditional': return `(case ${value(tree.when)} when true then ${printBranch(tree, tree.then, printer)} when false then ${printBranch(tree, tree.otherwise, printer)} end)`
    case 'call': return printCall(tree, printer)
    case 'adapt': return printAdapt(tree, printer)
    case 'list': return canBeWrong(tree) ? `(select v from (${both(tree)}) as cel_both)` : jsonOf('jsonb_build_array', tree.items.map((item) => jsonMember(item.type, value(item))))
    case 'comprehension': return printMacro(tree, printer)
  }
}

const printElement = ({ of, at }: Index, { value }: Printer): string => `cel_at(${value(of)}, ${value(at)})`
const printJsonMember = ({ of, member, type }: Member, { json }: Printer): string => `(${json(of)} ${sqlType(type) === 'jsonb' ? '->' : '->>'} ${quoteText(member)})`

/** A dyn as it is found, without asking whether it is JSON's null. */
const printJson = (tree: Typed, printer: Printer): string => {
  if (tree.type !== 'dyn') return printValue(tree, printer)
  if (tree.op === 'local') return `cel_e${tree.slot}.value`
  if (tree.op === 'index') return printElement(tree, printer)
  return tree.op === 'member' && readMember(tree, printer) === undefined ? printJsonMember(tree, printer) : printValue(tree, printer)
}

const printReading = ({ sql, json }: Reading, type: StaticType): string => {
  const closed = /^[\w."$]+$/.test(sql) ? sql : `(${sql})`
  return json === true || type === 'dyn' ? fromJson(type, closed) : `${closed}::${sqlType(type)}`
}

const printName = ({ name, type }: Name, { place }: Printer): string => {
  const reading = place.read([name])
  if (reading !== undefined) return printReading(reading, type)
  invariant(isObject(type), 'printName', `nothing says how '${name}' is read`)
  return jsonOf('jsonb_build_object', Object.entries(type.members).map(([member, of]) => {
    const read = place.read([name, member])
    invariant(read !== undefined, 'printName', `nothing says how '${name}.${member}' is read`)
    return `${quoteText(member)}, ${jsonMember(of, printReading(read, of))}`
  }))
}

const readMember = ({ of, member }: Member, { place }: Printer): Reading | undefined => (of.op === 'name' ? place.read([of.name, member]) : undefined)
const printMember = (tree: Member, printer: Printer): string => {
  const reading = readMember(tree, printer)
  if (reading !== undefined) return printReading(reading, tree.type)
  const json = printJsonMember(tree, printer)
  return sqlType(tree.type) === 'jsonb' ? fromJson(tree.type, json) : `${json}::${sqlType(tree.type)}`
}

const printBranch = (tree: Conditional, branch: Typed, { value }: Printer): string => (tree.type === 'dyn' ? toJson(branch.type, value(branch)) : value(branch))

const printCall = (tree: Call, printer: Printer): string => {
  const { name, parameters, sql } = tree.overload
  return name === 'in' && parameters[1] !== 'map' ? printIn(tree, printer) : filled(sql, printArguments(tree, printer), printer)
}

/** What a dyn meets it is read as, and a number widened, by the conversion functions of the profile. */
const printAdapt = ({ to, of }: Adapt, printer: Printer): string => {
  const conversion = to === 'list' ? 'cel_list($1)' : FUNCTIONS.get(to)?.find(({ parameters }) => parameters[0] === of.type)?.sql
  invariant(conversion !== undefined, 'printAdapt', `nothing reads ${JSON.stringify(of.type)} as ${to}`)
  return filled(conversion, [printer.json(of)], printer)
}

import type { Path } from './reads-of.ts'
import type { StaticType } from './expression.ts'
import type { Call, Typed } from './typed-tree.ts'
import { zoneClock } from './zone-clock.ts'

/** SQL that reads a variable or a member of one: of the type in `sqlType`, or, with `json`, jsonb that holds it. */
export interface Reading {
  readonly sql: string
  readonly json?: true
}

/** Where a printed expression stands. */
export interface SqlPlace {
  /** How a path is read: a variable, or of an object or map a member. Names that begin with `cel_` are the printer's own. */
  readonly read: (path: Path) => Reading | undefined
  /** Zone of local times, as in Scope. */
  readonly timezone: string
}

/** What the printing of the different kinds of node shares. */
export interface Printer {
  readonly place: SqlPlace
  /** What the node answers; null for UNKNOWN and for what is malformed. */
  readonly value: (tree: Typed) => string
  /** The same of a dyn, but that JSON's null may stand for null, as it may wherever the functions take jsonb. */
  readonly json: (tree: Typed) => string
  /** A query of its value and of whether it is malformed (see printBoth). */
  readonly both: (tree: Typed) => string
  /** The value over parts that another printer finds. */
  readonly node: (tree: Typed, printer: Printer) => string
}

const clockOf = (zone: string, from: 'changes' | 'shown'): string => {
  const clock = zoneClock(zone)
  return `'{${clock[from].join()}}'::bigint[], '{${clock.offsets.join()}}'::bigint[]`
}

/** An overload's SQL with its arguments in their places. */
export const filled = (sql: string, args: readonly string[], { place }: Printer): string =>
  sql.replaceAll(/\$(\d|zone)/g, (_, what: string) => (what === 'zone' ? clockOf(place.timezone, 'shown') : (args[Number(what) - 1] ?? '')))

/** Arguments of a call; a zone is what its clock says. */
export const printArguments = ({ overload, args }: Call, printer: Printer): readonly string[] =>
  args.map((arg, n) => (overload.parameters[n] === 'zone' && arg.op === 'literal' ? clockOf(String(arg.value), 'changes') : overload.parameters[n] === 'dyn' ? printer.json(arg) : printer.value(arg)))

export const elementOf = (type: StaticType): StaticType => (typeof type === 'object' && 'list' in type ? type.list : 'dyn')

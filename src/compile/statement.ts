import type { Cell } from '../vocabulary/entity-row.ts'

/** `whole` marks a number that must reach the server as an integer: JavaScript's numbers arrive as floats, which LIMIT refuses. */
export interface Whole { readonly whole: number }
export const whole = (value: number): Whole => ({ whole: value })

export type Parameter = Cell | readonly Cell[] | readonly (readonly Cell[])[] | Whole | Readonly<Record<string, number>>

/** What goes to the graph: text that people can read, with every value a parameter. */
export interface Statement {
  /** One name for the statement, its metric and its log lines. */
  readonly name: string
  readonly text: string
  readonly parameters: Readonly<Record<string, Parameter>>
}

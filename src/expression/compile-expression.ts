import { checkExpression } from './check-expression.ts'
import { adapt, typeName } from './checker.ts'
import type { Environment } from './environments.ts'
import type { Compiled, ExpressionProblem, Scope, StaticType, Value } from './expression.ts'
import { parseExpression } from './parse-expression.ts'
import { partsOf, type Part } from './parts-of.ts'
import { printCondition, printSql } from './print-sql.ts'
import type { SqlPlace } from './printer.ts'
import { comparedTextsOf, readsOf, resultTextsOf, type ComparedText } from './reads-of.ts'
import { supposedOf, type ElementsOf } from './run-supposed.ts'
import { closureOf } from './run-tree.ts'
import { invariant } from '../problems/invariant.ts'
import { sameType } from './static-types.ts'
import type { Typed } from './typed-tree.ts'

export type CompileResult = { readonly ok: true; readonly compiled: Compiled } | { readonly ok: false; readonly problems: readonly ExpressionProblem[] }

/** The checked tree behind a compiled expression, for printing it in a store's language. */
const trees = new WeakMap<Compiled, Typed>()

/**
 * Parses and checks `text`, all problems at once, and compiles it. `wanted` is what the place it stands in takes; dyn fits everywhere,
 * and whoever runs it checks what came.
 */
export const compileExpression = (text: string, environment: Environment, wanted?: StaticType): CompileResult => {
  const parsed = parseExpression(text)
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] }
  const { tree, problems } = checkExpression(text, parsed.tree, environment)
  if (tree === undefined) return { ok: false, problems: problems.toSorted((a, b) => a.start - b.start) }
  const fitted = wanted === undefined ? tree : fit(tree, wanted)
  if (fitted === undefined) {
    return { ok: false, problems: [{ message: `This is ${typeName(tree.type)}; wanted: ${typeName(wanted ?? 'dyn')}.`, start: 0, end: text.length }] }
  }
  const compiled = compiledFrom(text, fitted)
  trees.set(compiled, fitted)
  return { ok: true, compiled }
}

const compiledFrom = (text: string, tree: Typed): Compiled => {
  const run = closureOf(tree)
  const evaluate = (scope: Scope): Value => run(scope, [])
  return Object.freeze({ text, type: tree.type, reads: readsOf(tree), evaluate })
}

/** A decimal's value is text of digits, so it fits where text is wanted; text fits a decimal, and whoever takes it checks the digits. */
const fit = (tree: Typed, wanted: StaticType): Typed | undefined => {
  if (wanted === 'dyn' || tree.type === 'dyn' || sameType(tree.type, wanted)) return tree
  if (tree.type === 'int' && (wanted === 'double' || wanted === 'decimal')) return adapt(tree, wanted)
  if (tree.type === 'decimal' && wanted === 'string') return tree
  if (tree.type === 'string' && wanted === 'decimal') return tree
  if (typeof tree.type === 'object' && typeof wanted === 'object' && 'list' in tree.type && 'list' in wanted && (tree.type.list === 'dyn' || wanted.list === 'dyn')) return tree
  return undefined
}

const treeOf = (compiled: Compiled): Typed => {
  const tree = trees.get(compiled)
  invariant(tree !== undefined, 'treeOf', `'${compiled.text}' was not compiled here`)
  return tree
}

/** Texts that the expression compares a path with, so that a model can check that they exist. */
export const comparedTexts = (compiled: Compiled): readonly ComparedText[] => comparedTextsOf(treeOf(compiled))

/** Texts that stand in the expression as what it may answer. */
export const resultTexts = (compiled: Compiled): readonly { readonly text: string; readonly start: number }[] => resultTextsOf(treeOf(compiled))

/** The expression, which is a condition, taken apart. */
export const conditionParts = (compiled: Compiled): Part => partsOf(compiled.text, treeOf(compiled))

/** The expression over values that are partly left open: see `supposedOf`. */
export const supposed = (compiled: Compiled, elementsOf: ElementsOf): Compiled['evaluate'] => {
  const run = supposedOf(treeOf(compiled), elementsOf)
  return (scope) => run(scope, [])
}

/** The expression as SQL, of the type that `sqlType` gives its own: null where it is unknown or malformed. The database has `sql/migrations/0016-cel.sql`. */
export const sqlOf = (compiled: Compiled, place: SqlPlace): string => printSql(treeOf(compiled), place)

/** The expression as the condition of a rule: true, false, or null where the rule is UNKNOWN. */
export const conditionSql = (compiled: Compiled, place: SqlPlace): string => printCondition(treeOf(compiled), place)

import { compileExpression } from '../expression/compile-expression.ts'
import type { Environment } from '../expression/environments.ts'
import type { Compiled, StaticType } from '../expression/expression.ts'
import { isList } from '../expression/static-types.ts'
import { nearest } from '../problems/nearest.ts'
import type { Report } from './model-problem.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

export interface ExpressionPlace {
  readonly file: YamlFile
  readonly environment: Environment
  readonly report: Report
  /** Names of the record's columns, where the model gives them. */
  readonly columns?: readonly string[]
}

/** What a place in a model file takes, in words and as the static types that fit; dyn fits everywhere. */
export interface Wanted {
  readonly words: string
  readonly types: readonly StaticType[]
  /** Any list fits too. */
  readonly lists?: true
}
export const TRUTH: Wanted = { words: 'true or false', types: ['bool'] }
export const MOMENT: Wanted = { words: 'a time', types: ['timestamp', 'string'] }
export const TEXT: Wanted = { words: 'a text or a number', types: ['string', 'int', 'double', 'decimal', 'timestamp'] }
export const TIMESTAMP: Wanted = { words: 'a time', types: ['timestamp'] }
export const WORD: Wanted = { words: 'a text', types: ['string'] }
export const LIST: Wanted = { words: 'a list', types: [], lists: true }
export const NUMBER: Wanted = { words: 'a number', types: ['int', 'double', 'decimal'] }

const showType = (type: StaticType): string => (typeof type === 'string' ? `of type ${type}` : 'list' in type ? 'a list' : 'object' in type ? `a whole ${type.object}` : 'a whole record')

/** Compiles the expression at a path of a file; every problem is reported where it stands inside the scalar. Call it of what is given: what was left out has been said. */
export const compileAt = ({ file, environment, report, columns }: ExpressionPlace, path: YamlPath, wanted: Wanted): Compiled | undefined => {
  const result = compileExpression(file.expression(path), environment)
  if (!result.ok) {
    for (const found of result.problems) report('EXPRESSION', file.insideAt(path, found.start), { why: found.message })
    return undefined
  }
  const { type, reads } = result.compiled
  for (const [variable, column] of columns === undefined ? [] : reads) {
    if (variable === 'record' && column !== undefined && columns?.includes(column) === false) report('UNKNOWN_COLUMN', file.at(path), { column, nearest: nearest(column, columns), known: columns })
  }
  if (type !== 'dyn' && !wanted.types.includes(type) && !(wanted.lists === true && isList(type))) {
    report('EXPRESSION_TYPE', file.at(path), { what: `'${String(path.findLast((step) => typeof step === 'string') ?? '')}'`, found: showType(type), wanted: wanted.words })
    return undefined
  }
  return result.compiled
}

import { compileExpression } from '../../src/expression/compile-expression.ts'
import type { Compiled, ExpressionProblem, StaticType, Value } from '../../src/expression/expression.ts'

export const compiled = (text: string, variables: Readonly<Record<string, StaticType>>, wanted?: StaticType): Compiled => {
  const result = compileExpression(text, { variables }, wanted)
  if (!result.ok) throw new Error(`${text}: ${result.problems.map(({ message }) => message).join(' ')}`)
  return result.compiled
}

export const problemsOf = (text: string, variables: Readonly<Record<string, StaticType>>, wanted?: StaticType): readonly ExpressionProblem[] => {
  const result = compileExpression(text, { variables }, wanted)
  return result.ok ? [] : result.problems
}

/** Problems as the text each underlines and its message. */
export const underlined = (text: string, variables: Readonly<Record<string, StaticType>>, wanted?: StaticType): readonly (readonly [string, string])[] =>
  problemsOf(text, variables, wanted).map(({ start, end, message }) => [text.slice(start, end), message])

/** The answer over a record alone. */
export const overRecord = (text: string, record: Readonly<Record<string, Value>>, timezone = 'UTC'): Value =>
  compiled(text, { record: { map: 'dyn' } }).evaluate({ variables: { record }, timezone })

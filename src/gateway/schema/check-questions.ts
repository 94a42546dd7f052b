import { GraphQLError, parse, specifiedRules, validate, type GraphQLSchema } from 'graphql'
import type { Model } from '../../model/model.ts'
import { makeProblemList, type ModelProblem } from '../../model/model-problem.ts'
import { readCoreSdl } from '../../model/sdl.ts'
import { buildServedSchema } from './build-served-schema.ts'
import { knownOperation } from './known-operation.ts'

/** A question of a world's playground, and the file that holds it. */
export interface KeptQuestion {
  readonly file: string
  readonly query: string
}

const faultsOf = (schema: GraphQLSchema, query: string): readonly GraphQLError[] => {
  try {
    return validate(schema, parse(query), [...specifiedRules, knownOperation])
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

/** What is wrong with questions under the schema that a model is served by. */
export const checkQuestions = async (model: Model, questions: readonly KeptQuestion[]): Promise<readonly ModelProblem[]> => {
  if (questions.length === 0) return []
  const schema = buildServedSchema(model, { core: await readCoreSdl() })
  const problems = makeProblemList()
  for (const { file, query } of questions) {
    for (const { message, locations } of faultsOf(schema, query)) {
      problems.report('QUESTION_INVALID', { file, line: locations?.[0]?.line ?? 1, column: locations?.[0]?.column ?? 1 }, { why: message })
    }
  }
  return problems.sorted()
}

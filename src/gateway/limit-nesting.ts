import { GraphQLError, Lexer, Source, TokenKind } from 'graphql'
import { z } from 'zod'
import { problem } from '../problems/problem.ts'
import { MOST_TOKENS } from './limit-operation.ts'

/** Of brackets in a text, and of objects and lists in variables: graphql-js reads both by calling itself, and its stack would end somewhere beyond. What is asked within the other bounds has fewer than half. */
const MOST_NESTED = 200

const OPENS: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const CLOSES: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** A request to the door of questions, as it came in: whatever it holds. */
interface Request {
  readonly body: unknown
  readonly query: unknown
}

const askedShape = z.looseObject({ query: z.string().optional().catch(undefined), variables: z.unknown().optional() }).catch({})

/** Refuses, before it is read, what is nested too deep to be read; `refused` is told the code. */
export const limitNesting = (request: Request, refused: (code: string) => void): void => {
  const { query = '', variables } = askedShape.parse(request.body ?? request.query)
  const value = Math.max(nestingOfText(query), nestingOfValue(typeof variables === 'string' ? parsed(variables) : variables))
  if (value <= MOST_NESTED) return
  const refusal = problem('QUESTION_TOO_DEEP', { what: 'levels of brackets', value, most: MOST_NESTED })
  refused(refusal.code)
  throw new GraphQLError(refusal.message, { originalError: refusal, extensions: { code: refusal.code, http: { status: 400 } } })
}

/** Of a GET the variables are a text; one that is no JSON is somebody else's to refuse. */
const parsed = (variables: string): unknown => {
  try {
    return JSON.parse(variables)
  } catch {
    return undefined
  }
}

/** To the end of the text, or to where the parser gives up: at what is no token, and at too many of them. */
const nestingOfText = (text: string): number => {
  const [few] = text.matchAll(/[{[(]/g).drop(MOST_NESTED)
  if (few === undefined) return 0
  const lexer = new Lexer(new Source(text))
  let [deepest, here] = [0, 0]
  try {
    for (let tokens = 0; tokens < MOST_TOKENS; tokens += 1) {
      const { kind } = lexer.advance()
      if (OPENS.has(kind)) here += 1
      if (CLOSES.has(kind)) here -= 1
      deepest = Math.max(deepest, here)
      if (kind === TokenKind.EOF) break
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
  }
  return deepest
}

const nestingOfValue = (value: unknown): number => {
  let levels = 0
  let here: readonly unknown[] = [value]
  for (;;) {
    here = here.flatMap((one): readonly unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []))
    if (here.length === 0) return levels
    levels += 1
  }
}

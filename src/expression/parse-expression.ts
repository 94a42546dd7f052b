import { Environment as CelEnvironment, ParseError, type ASTNode } from '@marcbachmann/cel-js'
import type { ExpressionProblem } from './expression.ts'

/** The tree as its author wrote it, macros unexpanded; every node has its place in the text. */
export type Syntax = ASTNode

/** A rule that is longer or deeper than this is not read by people either; the bounds keep the walks of the tree off the stack's end. */
const MOST_CHARACTERS = 10_000
const parser = new CelEnvironment({ limits: { maxAstNodes: 2000, maxDepth: 100, maxListElements: 500, maxMapEntries: 100, maxCallArguments: 10 } })

const TOKENS: Readonly<Record<string, string>> = {
  EOF: 'the end', LPAREN: "'('", RPAREN: "')'", LBRACKET: "'['", RBRACKET: "']'", LBRACE: "'{'", RBRACE: "'}'", COLON: "':'", COMMA: "','",
  IDENTIFIER: 'a name', NUMBER: 'a number', STRING: 'a text', DOT: "'.'", QUESTION: "'?'", NOT: "'!'", MULTIPLY: "'*'", DIVIDE: "'/'", MODULO: "'%'",
  PLUS: "'+'", MINUS: "'-'", EQ: "'=='", NE: "'!='", LT: "'<'", LE: "'<='", GT: "'>'", GE: "'>='", AND: "'&&'", OR: "'||'", IN: "'in'",
}
/** What is written once by mistake, and by some languages for good. */
const TWICE = new Set(['=', '&', '|'])
const inWords = (summary: string): string => summary.replace(/\b[A-Z]{2,}\b/g, (token) => TOKENS[token] ?? token)

export const parseExpression = (text: string): { readonly ok: true; readonly tree: Syntax } | { readonly ok: false; readonly problem: ExpressionProblem } => {
  const refuse = (message: string, start: number, end: number) => ({ ok: false, problem: { message, start, end } }) as const
  if (text.trim() === '') return refuse('The expression is empty.', 0, text.length)
  if (text.length > MOST_CHARACTERS) return refuse(`The expression has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`, MOST_CHARACTERS, text.length)
  try {
    return { ok: true, tree: parser.parse(text).ast }
  } catch (error) {
    if (error instanceof RangeError) return refuse('The expression is nested too deeply.', 0, text.length)
    if (!(error instanceof ParseError)) throw error
    const start = Math.min(error.range?.start ?? 0, text.length)
    const sign = text[start] ?? ''
    if (TWICE.has(sign) && text[start + 1] !== sign) return refuse(`'${sign}' is no operator; wanted: '${sign}${sign}'.`, start, start + 1)
    const message = error.code === 'invalid_macro_argument' ? 'The first argument of a macro is a name for the element' : inWords(error.summary)
    return refuse(`${message}.`, start, Math.min(Math.max(error.range?.end ?? start, start), text.length))
  }
}

const BETWEEN = /(?:[\s)]|\/\/[^\n]*(?:\n|$))*\.(?:\s|\/\/[^\n]*(?:\n|$))*/y
/** Place of a method's name, which the tree does not keep: behind the receiver, its closing brackets and the dot. */
export const methodName = (text: string, receiver: Syntax, name: string): { readonly start: number; readonly end: number } => {
  BETWEEN.lastIndex = receiver.end
  const start = BETWEEN.test(text) ? BETWEEN.lastIndex : receiver.end
  return { start, end: start + name.length }
}

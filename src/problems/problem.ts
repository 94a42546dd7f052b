import { catalogue, type Catalogue } from './catalogue.ts'
import { shortened } from './shortened.ts'

export type ProblemCode = keyof Catalogue
type ParametersOf<C extends ProblemCode> = Parameters<Catalogue[C]['text']>[0]

/** refusal: the asker can act. outage: retry may help. bug: ours; one sentence and a correlation id outside. */
export type ProblemKind = 'refusal' | 'outage' | 'bug'

/** A problem as an error: its code is permanent, its parameters are data, its text comes last. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly kind: ProblemKind
  readonly parameters: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, kind: ProblemKind, text: string, parameters: Readonly<Record<string, unknown>>, cause?: unknown) {
    super(text, cause === undefined ? undefined : { cause })
    this.name = code
    this.code = code
    this.kind = kind
    this.parameters = parameters
  }
}

/** What a problem says, where no error is thrown. */
export const textOf = <C extends ProblemCode>(code: C, parameters: ParametersOf<C>): string => (catalogue[code].text as (parameters: ParametersOf<C>) => string)(shortened(parameters))

/** `throw problem('ORDER_UNKNOWN', { id, nearest })`. */
export const problem = <C extends ProblemCode>(code: C, parameters: ParametersOf<C>, cause?: unknown): Problem =>
  new Problem(code, catalogue[code].kind, textOf(code, parameters), shortened(parameters) as Readonly<Record<string, unknown>>, cause)

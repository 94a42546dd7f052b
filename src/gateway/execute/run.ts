import { locatedError, type FieldNode, type GraphQLError } from 'graphql'
import type { RequestContext } from '../request-context.ts'

/** Where a value stands in the answer; the last step knows those before it. */
export interface Place {
  readonly before: Place | undefined
  readonly key: string | number
}

/** One execution of a compiled operation, and the errors it met. */
export class Run {
  readonly context: RequestContext
  readonly errors: GraphQLError[] = []
  readonly #nulled = new Set<Place | undefined>()

  constructor(context: RequestContext) {
    this.context = context
  }

  /** A value could not be had: null in its place, or if there must be one, the error goes on to what it stands in. */
  fail(raw: unknown, nodes: readonly FieldNode[], place: Place, required: boolean): null {
    const error = locatedError(raw, nodes, pathOf(place))
    if (required) throw error
    this.nullify(error, place)
    return null
  }

  /** Below what is null already nothing more is told. */
  nullify(error: GraphQLError, place: Place | undefined): void {
    for (let at = place; at !== undefined; at = at.before) if (this.#nulled.has(at)) return
    if (this.#nulled.has(undefined)) return
    this.#nulled.add(place)
    this.errors.push(error)
  }
}

const pathOf = (place: Place): readonly (string | number)[] => {
  const path: (string | number)[] = []
  for (let at: Place | undefined = place; at !== undefined; at = at.before) path.push(at.key)
  return path.reverse()
}

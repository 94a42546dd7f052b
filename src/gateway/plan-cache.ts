import { Kind, visit, type ASTNode, type GraphQLResolveInfo, type OperationDefinitionNode, type SelectionNode } from 'graphql'
import type { Model } from '../model/model.ts'
import type { Instant } from '../vocabulary/instant.ts'

/** Operations kept, the one unused for longest going first. */
const MOST_KEPT = 500
/** Operations whose shaping variables are longer are planned anew each time. */
const LONGEST_VARIABLES = 10_000

type Plans = Map<string, unknown>
interface Known {
  readonly id: number
  readonly shaping: readonly string[]
}
type Operation = Pick<GraphQLResolveInfo, 'operation' | 'fragments' | 'variableValues'>

/**
 * What was made once for an operation and serves every question that asks it: plans and checks by what they are of. Two questions share them when
 * their text is the same (documents are kept by their text, so its operation is one object), the variables that shape plans are equal, and the same
 * versions of definitions are in force. Whatever is kept must hold nothing of the question it was made for.
 */
export class PlanCache {
  readonly #known = new WeakMap<OperationDefinitionNode, Known>()
  readonly #kept = new Map<string, Plans>()
  #ids = 0
  #inBackground: Promise<unknown> = Promise.resolve()

  /** One after another, so that the graph is never planning two of them. */
  inBackground(work: () => Promise<void>): Promise<void> {
    const done = this.#inBackground.then(work)
    this.#inBackground = done.catch(() => undefined)
    return done
  }

  plansOf(asked: Operation, model: Pick<Model, 'definitions'>, now: Instant): Plans {
    const key = this.#keyOf(asked, meaningAt(model, now))
    const plans = (key === undefined ? undefined : this.#kept.get(key)) ?? new Map<string, unknown>()
    if (key === undefined) return plans
    this.#kept.delete(key)
    this.#kept.set(key, plans)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#kept.delete(oldest)
    }
    return plans
  }

  /** Of the question's variables those that plans may be made from; a plan that took another would serve questions that it is not for. */
  shapingValues({ operation, fragments, variableValues }: Operation): GraphQLResolveInfo['variableValues'] {
    const { shaping } = this.#knownOf(operation, fragments)
    return Object.fromEntries(shaping.filter((name) => name in variableValues).map((name) => [name, variableValues[name]]))
  }

  #knownOf(operation: OperationDefinitionNode, fragments: Operation['fragments']): Known {
    const known = this.#known.get(operation) ?? { id: this.#ids++, shaping: shapingVariables(operation, fragments) }
    this.#known.set(operation, known)
    return known
  }

  #keyOf({ operation, fragments, variableValues }: Operation, meaning: string): string | undefined {
    const known = this.#knownOf(operation, fragments)
    const variables = JSON.stringify(known.shaping.map((name) => [name, name in variableValues, variableValues[name]]))
    return variables.length > LONGEST_VARIABLES ? undefined : `${known.id} ${meaning} ${variables}`
  }
}

/** Names what definitions mean at a moment: the rulings that they follow, and how many of their versions' boundaries have passed. */
const meaningAt = ({ definitions }: Pick<Model, 'definitions'>, now: Instant): string => {
  const boundaries = [...definitions.values()].flatMap(({ versions }) => versions.flatMap(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo]))
  return `${definitions.generation} ${boundaries.filter((at) => at !== undefined && at <= now).length}`
}

/** Variables that decide what is planned: all but those that stand only in arguments of the questions at the root. `asOf` decides which version of a definition is meant below. */
export const shapingVariables = (operation: OperationDefinitionNode, fragments: GraphQLResolveInfo['fragments']): readonly string[] => {
  const shaping = new Set<string>()
  const gather = (node: ASTNode): void => {
    visit(node, { Variable: ({ name }) => {
      shaping.add(name.value)
    } })
  }
  const gatherRoot = (selection: SelectionNode): void => {
    if (selection.kind !== Kind.FIELD) return gather(selection)
    for (const part of [...(selection.directives ?? []), ...(selection.selectionSet === undefined ? [] : [selection.selectionSet])]) gather(part)
    for (const argument of selection.arguments ?? []) if (argument.name.value === 'asOf') gather(argument)
  }
  operation.selectionSet.selections.forEach(gatherRoot)
  Object.values(fragments).forEach(gather)
  return [...shaping].sort()
}

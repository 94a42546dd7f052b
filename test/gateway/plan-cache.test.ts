import { join } from 'node:path'
import { Kind, parse, type FragmentDefinitionNode, type GraphQLResolveInfo, type OperationDefinitionNode } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { PlanCache, shapingVariables } from '../../src/gateway/plan-cache.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { instant } from '../../src/vocabulary/instant.ts'

const read = (text: string): Pick<GraphQLResolveInfo, 'operation' | 'fragments'> => {
  const { definitions } = parse(text)
  return {
    operation: definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode,
    fragments: Object.fromEntries(definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment])),
  }
}
const shaping = (text: string): readonly string[] => {
  const { operation, fragments } = read(text)
  return shapingVariables(operation, fragments)
}

describe('variables that shape what is planned', () => {
  it.each([
    ['not those of the question’s own arguments', 'query($id: ID!, $after: String) { order(id: $id) { id } orders(after: $after, where: {slip: {eq: $id}}) { nodes { id } } }', []],
    ['those of a field below', 'query($id: ID!, $n: Int) { order(id: $id) { lines(first: $n) { nodes { id } } } }', ['n']],
    ['those of directives, at the root too', 'query($a: Boolean!, $b: Boolean!) { order(id: "1") @include(if: $a) { id @skip(if: $b) } }', ['a', 'b']],
    ['those in fragments, wherever they are spread', 'query($id: ID!) { ...All } fragment All on Query { order(id: $id) { id } }', ['id']],
    ['the moment, which decides the version of a definition', 'query($id: ID!, $then: DateTime) { order(id: $id, asOf: $then) { id } }', ['then']],
    ['one that stands at the root and below', 'query($n: Int) { orders(first: $n) { nodes { lines(first: $n) { nodes { id } } } } }', ['n']],
  ])('are %s', (_, text, names) => {
    expect(shaping(text)).toEqual(names)
  })
})

describe('what was made for an operation serves', () => {
  let model: Model
  beforeAll(async () => {
    const loaded = await loadModel(join(import.meta.dirname, '..', '..', 'examples', 'bakery'))
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    model = loaded.model
  })
  const asked = read('query($id: ID!, $n: Int) { order(id: $id) { lines(first: $n) { nodes { id } } } }')
  const LATER = instant(Date.parse('2026-04-01T00:00:00Z'))

  it('the same question of something else, not one of another shape', () => {
    const cache = new PlanCache()
    const plans = cache.plansOf({ ...asked, variableValues: { id: 'A-7', n: 1 } }, model, LATER)
    expect(cache.plansOf({ ...asked, variableValues: { id: 'A-8', n: 1 } }, model, LATER)).toBe(plans)
    expect(cache.plansOf({ ...asked, variableValues: { id: 'A-7', n: 2 } }, model, LATER)).not.toBe(plans)
    expect(cache.plansOf({ ...asked, variableValues: { id: 'A-7' } }, model, LATER)).not.toBe(plans)
    expect(cache.plansOf({ ...asked, variableValues: { id: 'A-7', n: null } }, model, LATER)).not.toBe(plans)
  })

  it('no longer once another version of a definition is in force', () => {
    const cache = new PlanCache()
    const variableValues = { id: 'A-7', n: 1 }
    const before = cache.plansOf({ ...asked, variableValues }, model, instant(Date.parse('2025-12-31T00:00:00Z')))
    expect(cache.plansOf({ ...asked, variableValues }, model, LATER)).not.toBe(before)
  })

  it('until five hundred others were asked since, and never with very long variables', () => {
    const cache = new PlanCache()
    const plansOf = (n: unknown): unknown => cache.plansOf({ ...asked, variableValues: { id: 'A-7', n } }, model, LATER)
    const [first, second] = [plansOf(-1), plansOf(-2)]
    for (let n = 0; n < 499; n += 1) plansOf(n)
    expect(plansOf(-2)).toBe(second)
    expect(plansOf(-1)).not.toBe(first)
    expect(plansOf('x'.repeat(10_001))).not.toBe(plansOf('x'.repeat(10_001)))
  })
})

import { expect, it } from 'vitest'
import { comparedTexts, compileExpression } from '../../src/expression/compile-expression.ts'
import { ruleEnvironment } from '../../src/expression/environments.ts'

it('texts that a path is compared with are found with their places, so that a model can check that they are states', () => {
  const text = "state.local != 'CANCELED' && 'DONE' == state.canonical && state.local in ['BAKED', 'SOLD'] && order.slip.startsWith('A')"
  const result = compileExpression(text, ruleEnvironment({ order: { name: 'Order', members: { slip: 'string' } } }))
  if (!result.ok) throw new Error('refused')
  expect(comparedTexts(result.compiled).map(({ path, text: compared, start, end }) => [path.join('.'), compared, text.slice(start, end)])).toEqual([
    ['state.local', 'CANCELED', "'CANCELED'"],
    ['state.canonical', 'DONE', "'DONE'"],
    ['state.local', 'BAKED', "'BAKED'"],
    ['state.local', 'SOLD', "'SOLD'"],
  ])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkExpression } from '../../src/expression/check-expression.ts'
import type { Scope, Value } from '../../src/expression/expression.ts'
import { FUNCTIONS, METHODS } from '../../src/expression/functions.ts'
import { ARITHMETIC, NEGATE, ORDER, sameBetween } from '../../src/expression/operators.ts'
import { parseExpression } from '../../src/expression/parse-expression.ts'
import { closureOf } from '../../src/expression/run-tree.ts'
import type { Scalar } from '../../src/expression/static-types.ts'
import type { Overload, Parameter, Typed } from '../../src/expression/typed-tree.ts'
import { inMemory } from './both-roads.ts'
import { trays } from './random-expressions.ts'

const named = (type: Parameter): string => (typeof type === 'string' ? type : 'list' in type ? `list ${named(type.list)}` : 'map' in type ? 'map' : type.object)
const signature = ({ name, receiver, parameters }: Pick<Overload, 'name' | 'receiver' | 'parameters'>): string => `${receiver ? 'x.' : ''}${name}(${parameters.map(named).join(', ')})`

const SCALARS: readonly Scalar[] = ['bool', 'int', 'double', 'decimal', 'string', 'timestamp', 'duration', 'dyn']
const pairs = SCALARS.flatMap((a) => SCALARS.filter((b) => sameBetween(a, b) !== undefined).map((b) => [a, b] as const))
const expected: readonly string[] = [
  ...[...FUNCTIONS.values(), ...METHODS.values(), ...Object.values(ARITHMETIC)].flat().map(signature),
  ...Object.values(NEGATE).map(signature), ...Object.values(ORDER).flatMap((byType) => Object.values(byType)).map(signature),
  ...['==', '!='].flatMap((name) => pairs.map((parameters) => signature({ name, receiver: false, parameters }))),
  ...pairs.map(([x, element]) => signature({ name: 'in', receiver: false, parameters: [x, { list: element }] })),
  ...SCALARS.map((x) => signature({ name: 'in', receiver: false, parameters: [x, 'dyn'] })), 'in(string, map)', '+(list, list)',
  ...['int', 'double', 'decimal', 'string', 'bool', 'timestamp', 'duration', 'list'].map((to) => `dyn as ${to}`), 'int as double', 'int as decimal', 'double as decimal',
  ...['all', 'exists', 'exists_one', 'filter', 'map', 'map if'], ...['literal', 'name', 'local', 'member', 'index', 'has', 'not', 'and', 'or', 'conditional', 'list'],
]

/** The tree with its overloads counted when they are called, and its nodes when they are met. */
const counting = (tree: Typed, count: (what: string) => void): Typed => {
  const each = (part: Typed): Typed => counting(part, count)
  switch (tree.op) {
    case 'call': { const { overload } = tree; return { ...tree, args: tree.args.map(each), overload: { ...overload, run: (...args): Value => { const value = overload.run(...args); count(signature(overload)); return value } } } }
    case 'adapt': count(`${named(tree.of.type)} as ${tree.to}`); return { ...tree, of: each(tree.of) }
    case 'comprehension': count(tree.macro === 'map' && tree.condition !== undefined ? 'map if' : tree.macro); return { ...tree, over: each(tree.over), ...(tree.condition && { condition: each(tree.condition) }), ...(tree.transform && { transform: each(tree.transform) }) }
    case 'literal': case 'name': case 'local': count(tree.op); return tree
    case 'member': case 'has': case 'not': count(tree.op); return { ...tree, of: each(tree.of) }
    case 'index': count(tree.op); return { ...tree, of: each(tree.of), at: each(tree.at) }
    case 'and': case 'or': count(tree.op); return { ...tree, left: each(tree.left), right: each(tree.right) }
    case 'conditional': count(tree.op); return { ...tree, when: each(tree.when), then: each(tree.then), otherwise: each(tree.otherwise) }
    case 'list': count(tree.op); return { ...tree, items: tree.items.map(each) }
  }
}

const checked = (text: string): Typed => {
  const parsed = parseExpression(text)
  const tree = parsed.ok ? checkExpression(text, parsed.tree, trays.environment).tree : undefined
  if (tree === undefined) throw new Error(text)
  return tree
}

it('the random expressions reach every operator, function, macro and reading of a dyn, with an answer, and every kind of answer', () => {
  const counts = new Map<string, number>()
  const count = (what: string): void => { counts.set(what, (counts.get(what) ?? 0) + 1) }
  const given = fc.sample(trays.givens, { seed: 1, numRuns: 500 })
  for (const [n, text] of fc.sample(trays.expression, { seed: 1, numRuns: 9000 }).entries()) {
    const run = closureOf(counting(checked(text), count))
    const counted = { evaluate: (scope: Scope) => run(scope, []) }
    for (const k of [1, 2, 3, 4]) count(inMemory(counted, given[(n * 4 + k) % given.length] ?? {}, 'Europe/Berlin').fate)
  }
  if (process.env['OSL_TEST_RUNS'] !== undefined) console.log([...counts].sort(([, a], [, b]) => a - b).map(([what, times]) => `${times} ${what}`).join('\n'))
  expect(expected.filter((what) => !counts.has(what))).toEqual([])
  expect(['true', 'false', 'value', 'unknown', 'malformed'].filter((fate) => (counts.get(fate) ?? 0) < 500)).toEqual([])
}, 60_000)

import { expect, it } from 'vitest'
import { compileOnce, LATE } from '../../src/compile/compile-once.ts'
import { whole } from '../../src/compile/statement.ts'
import { instant } from '../../src/vocabulary/instant.ts'

it('a statement is compiled once for a plan, and each question brings its refs, its moment and its bound', () => {
  let compiled = 0
  const compile = compileOnce(({ name }: { readonly name: string }) => {
    compiled += 1
    return { name, text: 'RETURN 1', parameters: { refs: LATE.refs, now: LATE.now, mostRows: whole(LATE.mostRows), slip: 'A-7', some: [] } }
  })
  const plan = { name: 'page' }
  expect(compile(plan, { refs: ['Order/A-7'], now: instant(5), mostRows: 9 })).toEqual({ name: 'page', text: 'RETURN 1', parameters: { refs: ['Order/A-7'], now: 5, mostRows: { whole: 9 }, slip: 'A-7', some: [] } })
  expect(compile(plan, { refs: ['Order/A-8'], now: instant(6), mostRows: 8 }).parameters).toEqual({ refs: ['Order/A-8'], now: 6, mostRows: { whole: 8 }, slip: 'A-7', some: [] })
  expect(compiled).toBe(1)
  compile({ name: 'page' }, { refs: [], now: instant(6) })
  expect(compiled).toBe(2)
})

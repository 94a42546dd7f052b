import { expect, test } from 'vitest'
import type { Asked } from '../../src/plan/asked.ts'
import { keptVerdictsAsked } from '../../src/plan/kept-verdicts-asked.ts'
import { atelier, hour } from '../settle/tell.ts'

const field = (name: string, below: readonly Asked[] = [], given: Asked['arguments'] = {}): Asked => ({ name, arguments: given, below })
const verdict = (of: Asked['arguments'], ...below: readonly Asked[]): Asked => field('verdict', below, of)
const kept = (...asked: readonly Asked[]): readonly string[] | undefined => keptVerdictsAsked(atelier, asked, hour(40))?.map(({ definition, version }) => `${definition} ${version}`)
const done = { definition: 'done' }

test('what is kept of verdicts over time answers where nothing else is asked of the order: outcomes with since, first met and skew, what the ref says', () => {
  expect(kept(field('id'), verdict(done, field('unified'), field('since'), field('skewHours'), field('stage', [field('name')]), field('domains', [field('domain'), field('outcome'), field('since'), field('firstMetAt')])))).toEqual(['done 1'])
  expect(kept(verdict(done, field('unified')), verdict({ ...done, version: 3 }, field('firstMetAt')), verdict({ definition: 'paid' }, field('since')), verdict(done, field('since')))).toEqual(['done 1', 'done 3', 'paid 1'])
})

test.each<readonly [string, readonly Asked[]]>([
  ['no verdict', [field('id')]],
  ['a field of the order', [verdict(done, field('unified')), field('terms')]],
  ['whether it is resolved', [verdict(done, field('unified')), field('resolved')]],
  ['what belongs to it', [verdict(done, field('unified')), field('lines')]],
  ['its states', [verdict(done, field('unified')), field('states')]],
  ['evidence', [verdict(done, field('domains', [field('outcome'), field('evidence')]))]],
  ['what is missing', [verdict(done, field('domains', [field('missing')]))]],
  ['when it was known', [verdict(done, field('unified'), field('knownSince'))]],
  ['why', [verdict(done, field('unified'), field('explanation'))]],
  ['a share, which is not kept', [verdict(done, field('share'))]],
  ['a version that reads the clock', [verdict(done, field('unified')), verdict({ definition: 'quiet' }, field('unified'))]],
  ['a version that is none', [verdict({ ...done, version: 9 }, field('unified'))]],
])('%s is asked of the claims', (_, asked) => {
  expect(kept(...asked)).toBeUndefined()
})

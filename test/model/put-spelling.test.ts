import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { putSpelling } from '../../src/model/put-spelling.ts'

const FLOW = `domain: sales   # the shop
states:
  OrderLine:
    - { name: ORDERED,   canonical: PLANNED, also: [ordered, "best ellt"], next: [BAKED] }   # first
    - { name: BAKED,     canonical: DONE,    terminal: true }
    - { name: LOST, canonical: DONE, also: [], terminal: true }
`
const BLOCK = `domain: sales
states:
  OrderLine:
    # where a line begins
    - name: ORDERED
      canonical: PLANNED   # on the slip
      also:
        - ordered
        - bestellt   # in Berlin
      next: [BAKED]

    - name: BAKED
      canonical: DONE # out of the oven
      terminal: true
`

describe('a spelling is put into a states.yaml, and all else stays as it stands', () => {
  test.each([
    ['behind the others of its list', FLOW, 'ORDERED', 'odered', '"best ellt"]', '"best ellt", odered]'],
    ['as a list behind what the state maps onto', FLOW, 'BAKED', 'out of oven', 'canonical: DONE,    terminal', 'canonical: DONE, also: [out of oven],    terminal'],
    ['into an empty list', FLOW, 'LOST', 'verloren', 'also: []', 'also: [verloren]'],
    ['on a line of its own', BLOCK, 'ORDERED', 'geordert', 'bestellt   # in Berlin\n', 'bestellt   # in Berlin\n        - geordert\n'],
    ['as a key of its own', BLOCK, 'BAKED', 'gebacken', '# out of the oven\n', '# out of the oven\n      also: [gebacken]\n'],
    ['in quotes where YAML would read it otherwise', FLOW, 'ORDERED', 'a, b: #1', '"best ellt"]', '"best ellt", "a, b: #1"]'],
    ['in quotes where YAML would read no text', FLOW, 'ORDERED', 'true', '"best ellt"]', '"best ellt", "true"]'],
  ])('%s', (_, text, local, spelling, before, after) => {
    const edited = putSpelling(text, 'OrderLine', local, spelling)
    expect(edited).toBe(text.replace(before, () => after))
    expect(edited).not.toBe(text)
  })

  test('a file without an end of line, and one whose layout does not take it as text', () => {
    expect(putSpelling(FLOW.replace(/\n$/, ''), 'OrderLine', 'LOST', 'x')).toContain('also: [x]')
    const aliased = 'states:\n  A:\n    - { name: ONE, canonical: X, also: &words [one] }\n    - { name: TWO, canonical: X }\n  B:\n    - { name: ONE, canonical: X, also: *words }\n'
    expect(putSpelling(aliased, 'A', 'TWO', 'zwei')).toContain('{ name: TWO, canonical: X, also: [zwei] }')
    // What is named elsewhere too would change there: it is written out.
    const said = (text: string): unknown => (parse(text) as { states: unknown }).states
    expect(said(putSpelling(aliased, 'B', 'ONE', 'eins'))).toEqual({ A: [{ name: 'ONE', canonical: 'X', also: ['one'] }, { name: 'TWO', canonical: 'X' }], B: [{ name: 'ONE', canonical: 'X', also: ['one', 'eins'] }] })
    expect(said(putSpelling(aliased, 'A', 'ONE', 'eins'))).toEqual({ A: [{ name: 'ONE', canonical: 'X', also: ['one', 'eins'] }, { name: 'TWO', canonical: 'X' }], B: [{ name: 'ONE', canonical: 'X', also: ['one'] }] })
  })
})

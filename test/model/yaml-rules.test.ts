import { describe, expect, it } from 'vitest'
import { placesOf, problemsOf, type Edits } from './broken-bakery.ts'
import { MODEL, SALES, TILL, LEDGER, COMPLETED, SDL, YAML_MISTAKES } from './yaml-mistakes.ts'

const matches = (found: readonly string[], expected: readonly string[]): boolean =>
  expected.every((place) => found.some((candidate) => candidate.startsWith(place))) && found.every((candidate) => expected.some((place) => candidate.startsWith(place)))

for (const [what, cases] of Object.entries(YAML_MISTAKES)) {
  describe(`a model’s ${what}`, () => {
    for (const [title, edits, ...expected] of cases) {
      it(`may not have ${title}`, async () => {
        const found = await placesOf(edits)
        expect(matches(found, expected) ? expected : found).toEqual(expected)
      })
    }
  })
}

describe('a broken model', () => {
  it('gets every problem said at once, in reading order', async () => {
    const found = await placesOf({
      [MODEL]: [['leaveOut', 'leaveout']],
      [SALES]: [['canonical: DONE', 'canonical: DUN']],
      [TILL]: [['int(record.pieces)', 'int(recrd.pieces)'], ['field: product', 'field: produkt']],
      [LEDGER]: [['scheme: sales.slip', 'scheme: sales.slp']],
      [COMPLETED]: [['over: Payment', 'over: Paymant']],
    })
    expect(found).toEqual([
      `UNKNOWN_TYPE ${COMPLETED}:17:15`, `UNKNOWN_SCHEME ${LEDGER}:13:39`, `EXPRESSION ${TILL}:17:24`, `UNKNOWN_FIELD ${TILL}:21:18`, `UNKNOWN_CANONICAL ${SALES}:6:39`, `UNKNOWN_KEY ${MODEL}:6:1`,
    ])
  })

  it('has a wrong word in a file’s head said beside what is wrong in its body', async () => {
    expect(await placesOf({ [TILL]: [['format: csv ', 'format: cvs '], ['field: product', 'field: produkt'], ['int(record.pieces)', 'int(recrd.pieces)']] })).toEqual([
      `WRONG_VALUE ${TILL}:3:9`, `EXPRESSION ${TILL}:17:24`, `UNKNOWN_FIELD ${TILL}:21:18`,
    ])
  })

  it('has expressions checked even where the SDL does not parse', async () => {
    expect(await placesOf({ [SDL]: [['type Product ', 'typ Product ']], [TILL]: [['int(record.pieces)', 'int(recrd.pieces)']] })).toEqual([`SDL_SYNTAX ${SDL}:17:1`, `EXPRESSION ${TILL}:17:24`])
  })

  it('does not have a source called unknown that a broken file may declare', async () => {
    expect(await placesOf({ [SALES]: [['canonical: IN_PROGRESS', 'responsible: till, canonical: IN_PROGRESS']], [TILL]: [['source: till', 'source till']] })).toEqual([expect.stringMatching(new RegExp(`^YAML_SYNTAX ${TILL}`))])
  })

  it('has the nearest names and what is known said', async () => {
    const messageOf = async (edits: Edits): Promise<string | undefined> => (await problemsOf(edits))[0]?.message
    expect(await messageOf({ [TILL]: [['freshness: PT15M', 'freshnes: PT15M']] })).toContain("There is no key 'freshnes' in this file. Nearest: freshness. Known: source, domain,")
    expect(await messageOf({ [COMPLETED]: [["'HANDED_OVER'", "'HANDED_OVR'"]] })).toBe("'HANDED_OVR' is no state of OrderLine, so a comparison with 'state.local' can never hold. Nearest: HANDED_OVER. Known: ORDERED, BAKED, HANDED_OVER, CANCELLED.")
    expect(await messageOf({ [COMPLETED]: [['unified: all ', 'unified: al ']] })).toBe("'unified' is 'al'; wanted: 'all', 'any' or CEL over the outcomes of its domains. Nearest: all.")
    expect(await messageOf({ [COMPLETED]: [['      finance:', '      banking:']] })).toMatch(/^The model has no domain 'banking'\. It has: .*finance/)
    expect(await messageOf({ [SALES]: [['canonical: IN_PROGRESS', 'standardEvent: PRODUCD, canonical: IN_PROGRESS']] })).toContain("'PRODUCD' is no standard order event. Nearest: PRODUCED. Known: CREATED, REVIEWED,")
    expect(await messageOf({ [SALES]: [['canonical: IN_PROGRESS', 'responsible: ledger, canonical: IN_PROGRESS']] })).toBe("Source 'ledger' cannot answer for state 'BAKED': it never states a state of OrderLine. Sources that do: till.")
    expect(await messageOf({ [TILL]: [['    key: record.article\n', '']] })).toBe("The key 'key' is missing in 'yields'; wanted: a CEL expression.")
  })
})

import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { pageCount } from '../page-count.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { causeLines, type CausesShown } from '../cause-lines.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface CausesFlags extends CommonFlags {
  readonly recall?: string
  readonly type?: readonly string[]
  readonly first?: string
  readonly stated?: boolean
}

const causesShape = z.object({
  units: z.number(), allUnits: z.number(), totalCount: z.number(), complete: z.boolean(), stopped: z.array(z.string()),
  causes: z.array(z.object({ entity: z.object({ id: z.string() }), failed: z.number(), failedShare: z.number(), all: z.number(), allPrecision: z.string(), allShare: z.number(), lift: z.number(), chance: z.number() })),
}) satisfies z.ZodType<CausesShown>

const CAUSES = `query Causes($units: [ID!], $recall: ID, $types: [String!], $first: Int, $inferred: Boolean) {
  commonCauses(units: $units, recall: $recall, types: $types, first: $first, inferred: $inferred) {
    units allUnits totalCount complete stopped causes { entity { id } failed failedShare all allPrecision allShare lift chance }
  }
}`

/** Prints what failed units come of in common, best first; exits with 1 where bounds ended the search. */
export const printCauses = async (units: readonly string[], flags: CausesFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  if (units.length > 0 === (flags.recall !== undefined)) throw problem('BAD_ARGUMENT', { argument: 'units', value: units.length > 0 ? 'given beside --recall' : 'empty', wanted: 'refs of failed units, or --recall and its id' })
  const variables = { units: flags.recall === undefined ? units : null, recall: flags.recall ?? null, types: flags.type ?? null, first: pageCount(flags.first), inferred: flags.stated !== true }
  const { commonCauses } = z.object({ commonCauses: causesShape }).parse(await withHeldDoor(settings, (url) => dataOf(url, CAUSES, variables)))
  if (settings.json) printJson(commonCauses)
  else for (const line of causeLines(commonCauses)) print(harmless(line))
  return commonCauses.complete ? 0 : 1
}

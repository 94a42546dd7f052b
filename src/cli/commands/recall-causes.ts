import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { pageCount } from '../page-count.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { bold, faint, harmless, print, printJson } from '../terminal.ts'
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
})
type Causes = z.infer<typeof causesShape>

const CAUSES = `query Causes($units: [ID!], $recall: ID, $types: [String!], $first: Int, $inferred: Boolean) {
  commonCauses(units: $units, recall: $recall, types: $types, first: $first, inferred: $inferred) {
    units allUnits totalCount complete stopped causes { entity { id } failed failedShare all allPrecision allShare lift chance }
  }
}`

/** A share as people read it, a chance as a power of ten where it is small. */
const percent = (share: number): string => `${(share * 100).toPrecision(3)} %`
const chanceText = (chance: number): string => (chance === 0 ? '< 1e-323' : chance < 0.001 ? chance.toExponential(1) : chance.toFixed(3))

const lines = ({ units, allUnits, totalCount, complete, stopped, causes }: Causes): readonly string[] => [
  bold(`${units} failed of ${allUnits} units`),
  ...(causes.length === 0 ? ['Nothing that two of them come of is known.'] : [faint('of the failed       of all              lift  by chance')]),
  ...causes.map(({ entity, failed, failedShare, all, allPrecision, allShare, lift, chance }) => {
    const [atLeast, atMost] = allPrecision === 'EXACT' ? ['', ''] : ['≥', '≤']
    return `${`${failed} (${percent(failedShare)})`.padEnd(18)}  ${`${atLeast}${all} (${percent(allShare)})`.padEnd(18)}  ${`${atMost}${lift.toPrecision(3)}`.padEnd(6)}  ${`${atLeast}${chanceText(chance)}`.padEnd(9)}  ${entity.id}`
  }),
  faint(`${causes.length} of ${totalCount} that several come of${complete ? '' : `; not whole: ${stopped.join(', ')}`}`),
]

/** Prints what failed units come of in common, best first; exits with 1 where bounds ended the search. */
export const printCauses = async (units: readonly string[], flags: CausesFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  if (units.length > 0 === (flags.recall !== undefined)) throw problem('BAD_ARGUMENT', { argument: 'units', value: units.length > 0 ? 'given beside --recall' : 'empty', wanted: 'refs of failed units, or --recall and its id' })
  const variables = { units: flags.recall === undefined ? units : null, recall: flags.recall ?? null, types: flags.type ?? null, first: pageCount(flags.first), inferred: flags.stated !== true }
  const { commonCauses } = z.object({ commonCauses: causesShape }).parse(await withHeldDoor(settings, (url) => dataOf(url, CAUSES, variables)))
  if (settings.json) printJson(commonCauses)
  else for (const line of lines(commonCauses)) print(harmless(line))
  return commonCauses.complete ? 0 : 1
}

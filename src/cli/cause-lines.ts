import { bold, faint } from './terminal.ts'

export interface CausesShown {
  readonly units: number
  readonly allUnits: number
  readonly totalCount: number
  readonly complete: boolean
  readonly stopped: readonly string[]
  readonly causes: readonly {
    readonly entity: { readonly id: string }
    readonly failed: number
    readonly failedShare: number
    readonly all: number
    readonly allPrecision: string
    readonly allShare: number
    readonly lift: number
    readonly chance: number
  }[]
}

const percent = (share: number): string => `${(share * 100).toPrecision(3)} %`
const chanceText = (chance: number): string => (chance === 0 ? '<1e-323' : chance < 0.001 ? chance.toExponential(1) : chance.toFixed(3))

/** Common causes as people read them, best first, a line each. */
export const causeLines = ({ units, allUnits, totalCount, complete, stopped, causes }: CausesShown): readonly string[] => [
  bold(`${units} failed of ${allUnits} units`),
  ...(causes.length === 0 ? ['Nothing that two of them come of is known.'] : [faint('of the failed       of all              lift    by chance')]),
  ...causes.map(({ entity, failed, failedShare, all, allPrecision, allShare, lift, chance }) => {
    const [atLeast, atMost] = allPrecision === 'EXACT' ? ['', ''] : ['≥', '≤']
    return `${`${failed} (${percent(failedShare)})`.padEnd(18)}  ${`${atLeast}${all} (${percent(allShare)})`.padEnd(18)}  ${`${atMost}${lift.toPrecision(3)}`.padEnd(6)}  ${`${chance === 0 ? '' : atLeast}${chanceText(chance)}`.padEnd(9)}  ${entity.id}`
  }),
  faint(`${causes.length} of ${totalCount} that several come of${complete ? '' : `; not whole: ${stopped.join(', ')}`}`),
]

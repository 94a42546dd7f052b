import { bold, faint } from './terminal.ts'

export interface BalanceShown {
  readonly made: number
  readonly stated: boolean
  readonly inStock: number
  readonly inTransit: number
  readonly atConsignees: number
  readonly used: number
  readonly explanted: number
  readonly returned: number
  readonly destroyed: number
  readonly unknown: number
  readonly unaccounted: number
  readonly overAccounted: number
}
interface Named {
  readonly id: string
}
export interface CaseShown {
  readonly id: string
  readonly title: string
  readonly class: string
  readonly depth: string
  readonly stage: string
  readonly version: number
  readonly asOf: string
  readonly knownAt: string
  readonly digest: string
  readonly affected: number
  readonly balance: BalanceShown
  readonly completeness: {
    readonly complete: boolean
    readonly unresolved: number
    readonly inferred: number
    readonly doubtful: number
    readonly unknown: number
    readonly unansweredUnits: number
    readonly unansweredConsignees: number
    readonly notModelled: readonly string[]
    readonly sources: readonly { readonly source: string; readonly lastRecordedAt: string | null; readonly objective: string | null }[]
  }
  readonly nearMatches: readonly { readonly entity: Named; readonly near: string; readonly reason: string; readonly accepted: boolean | null }[]
  readonly consignees: { readonly totalCount: number; readonly nodes: readonly { readonly entity: Named | null; readonly units: number; readonly dispositions: readonly { readonly disposition: string; readonly units: number }[] }[] }
  readonly orders: { readonly totalCount: number }
  readonly subjects: { readonly totalCount: number }
  readonly acts: readonly { readonly act: string; readonly actor: string; readonly reason: string; readonly recordedAt: string; readonly version: number; readonly about: Named | null }[]
}

const BALANCE_WORDS: readonly (readonly [keyof BalanceShown, string])[] = [
  ['inStock', 'in stock'], ['inTransit', 'in transit'], ['atConsignees', 'at consignees'], ['used', 'used'], ['explanted', 'explanted'], ['returned', 'returned'], ['destroyed', 'destroyed'],
  ['unknown', 'unknown'], ['unaccounted', 'unaccounted for'],
]

/** A mass balance, a line each: what was made, and where it is. Lines of nothing are left out, but for what nobody can account for. */
const balanceLines = (balance: BalanceShown): readonly string[] => [
  `${String(balance.made).padStart(9)}  made${balance.stated ? '' : faint('  (as many as are known: nobody says how many were)')}`,
  ...BALANCE_WORDS.filter(([name]) => balance[name] !== 0 || name === 'unaccounted').map(([name, words]) => `${String(balance[name]).padStart(9)}  ${words}`),
  ...(balance.overAccounted === 0 ? [] : [`${String(balance.overAccounted).padStart(9)}  told of beyond what was made`]),
]

const completenessLines = ({ complete, unresolved, inferred, doubtful, unknown, unansweredUnits, unansweredConsignees, notModelled, sources }: CaseShown['completeness']): readonly string[] => complete ? ['  nothing is open'] : [
  ...(unansweredUnits === 0 ? [] : [`  ${unansweredUnits} at ${unansweredConsignees} consignees that have not said what became of them`]),
  ...(unknown === 0 ? [] : [`  ${unknown} of which nobody says where they are`]),
  ...(doubtful === 0 ? [] : [`  ${doubtful} of which sources disagree what became of them`]),
  ...(inferred === 0 ? [] : [`  ${inferred} found over links alone that no record states`]),
  ...(unresolved === 0 ? [] : [`  ${unresolved} links that name something no record has told of`]),
  ...sources.map(({ source, lastRecordedAt, objective }) => `  ${source} was last heard of ${lastRecordedAt ?? 'never'}${objective === null ? '' : `, wanted every ${objective}`}`),
  ...(notModelled.length === 0 ? [] : [`  no way is kept from a unit to ${notModelled.join(', ')}`]),
]

/** A recall as an officer reads it. */
export const caseLines = (shown: CaseShown): readonly string[] => [
  bold(`${shown.id} ${shown.title}`),
  `class ${shown.class}, depth ${shown.depth}, ${shown.stage}, version ${shown.version}, as of ${shown.asOf}`,
  `${shown.affected} units, ${shown.orders.totalCount} orders, ${shown.consignees.totalCount} consignees, ${shown.subjects.totalCount} subjects`,
  bold('balance'),
  ...balanceLines(shown.balance),
  bold('consignees'),
  ...shown.consignees.nodes.map(({ entity, units, dispositions }) => `${String(units).padStart(9)}  ${entity?.id ?? 'nobody known'}  ${faint(dispositions.map(({ disposition, units: of }) => `${of} ${disposition}`).join(', '))}`),
  ...(shown.consignees.totalCount > shown.consignees.nodes.length ? [faint(`           and ${shown.consignees.totalCount - shown.consignees.nodes.length} more`)] : []),
  bold('completeness'),
  ...completenessLines(shown.completeness),
  bold('near matches'),
  ...(shown.nearMatches.length === 0 ? ['  none'] : shown.nearMatches.map(({ entity, near, reason, accepted }) => `  ${entity.id} is like ${near}: ${reason}${accepted === null ? '' : accepted ? ', accepted' : ', rejected'}`)),
  faint(`sha256 ${shown.digest}`),
]

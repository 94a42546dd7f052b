import type { BalanceShown, CaseShown } from './recall-shape.ts'
import { bold, faint } from './terminal.ts'

/** The parts of a balance, in words. */
export const BALANCE_WORDS: readonly (readonly [Exclude<keyof BalanceShown, 'stated'>, string])[] = [
  ['inStock', 'in stock'], ['inTransit', 'in transit'], ['atConsignees', 'at consignees'], ['used', 'used'], ['explanted', 'explanted'], ['returned', 'returned'], ['destroyed', 'destroyed'],
  ['unknown', 'unknown'], ['unaccounted', 'unaccounted for'], ['overAccounted', 'told of beyond what was made'],
]

/** A mass balance, a line each: what was made, and where it is. Lines of nothing are left out, but for what nobody can account for. */
const balanceLines = (balance: BalanceShown): readonly string[] => [
  `${String(balance.made).padStart(9)}  made${balance.stated ? '' : faint('  (as many as are known: nobody says how many were)')}`,
  ...BALANCE_WORDS.filter(([name]) => balance[name] !== 0 || name === 'unaccounted').map(([name, words]) => `${String(balance[name]).padStart(9)}  ${words}`),
]

/** Why somebody may be meant too. */
export const nearWords = ({ near, reason }: Pick<CaseShown['nearMatches'][number], 'near' | 'reason'>): string => `${reason === 'NO_DATE' ? 'may be of that time' : `is like ${near}`}: ${reason}`

const NAMED = 5
const listed = (ids: readonly string[]): string => (ids.length > NAMED ? `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more` : ids.join(', '))

const completenessLines = ({ complete, unresolved, undated, inferred, doubtful, unknown, unansweredUnits, unansweredConsignees, notModelled, circular, sources }: CaseShown['completeness']): readonly string[] => complete ? ['  nothing is open'] : [
  ...(unansweredUnits === 0 ? [] : [`  ${unansweredUnits} at ${unansweredConsignees} consignees that have not said what became of them`]),
  ...(unknown === 0 ? [] : [`  ${unknown} of which nobody says where they are`]),
  ...(doubtful === 0 ? [] : [`  ${doubtful} of which sources disagree what became of them`]),
  ...(inferred === 0 ? [] : [`  ${inferred} found over links alone that no record states`]),
  ...(unresolved === 0 ? [] : [`  ${unresolved} that links name and no record has told of`]),
  ...(undated === 0 ? [] : [`  ${undated} in for want of a date`]),
  ...sources.flatMap(({ source, lastRecordedAt, objective, missing, firstMissing }) => [
    ...(objective === null ? [] : [`  ${source} was last heard of ${lastRecordedAt ?? 'never'}, wanted every ${objective}`]),
    ...(missing === 0 ? [] : [`  of ${source} ${missing} numbers are missing, the first ${firstMissing ?? ''}`]),
  ]),
  ...(circular.length === 0 ? [] : [`  GENEALOGY_CIRCLE: ${listed(circular.map(({ id }) => id))} come of themselves`]),
  ...(notModelled.length === 0 ? [] : [`  no way is kept from a unit to ${notModelled.join(', ')}`]),
]

/** A recall as an officer reads it. */
export const caseLines = (shown: CaseShown): readonly string[] => [
  bold(`${shown.id} ${shown.title}`),
  `class ${shown.class}, depth ${shown.depth}, ${shown.stage}, version ${shown.version}, as of ${shown.asOf}${shown.knownAt === shown.asOf ? '' : `, by what had been told at ${shown.knownAt}: the graph was behind`}`,
  `${shown.affected} units, ${shown.orders.totalCount} orders, ${shown.consignees.totalCount} consignees, ${shown.subjects.totalCount} subjects`,
  bold('balance'),
  ...balanceLines(shown.balance),
  bold('consignees'),
  ...shown.consignees.nodes.map(({ entity, units, dispositions }) => `${String(units).padStart(9)}  ${entity?.id ?? 'nobody known'}  ${faint(dispositions.map(({ disposition, units: of }) => `${of} ${disposition}`).join(', '))}`),
  ...(shown.consignees.totalCount > shown.consignees.nodes.length ? [faint(`           and ${shown.consignees.totalCount - shown.consignees.nodes.length} more`)] : []),
  bold('completeness'),
  ...completenessLines(shown.completeness),
  bold('near matches'),
  ...(shown.nearMatches.length === 0 ? ['  none'] : shown.nearMatches.map(({ entity, near, reason, accepted }) => `  ${entity.id} ${nearWords({ near, reason })}${accepted === null ? '' : accepted ? ', accepted' : ', rejected'}`)),
  faint(`sha256 ${shown.digest}`),
]

import { MOST_COUNTED } from '../plan/bounds.ts'
import { pagesTogether, type PagePlan, type RowPlan } from '../plan/page-plan.ts'
import { compileCondition, type ConditionScope } from './compile-condition.ts'
import { compileSort, limit, type CompiledSort } from './compile-sort.ts'
import { linkPattern, validNow } from './link-pattern.ts'
import { quote } from './quote.ts'

/**
 * The pages that come with a row, as expressions over its variable: of each the rows, if asked for, then their number, if asked for. A row is a
 * list: ref, the columns, the sort values when cursors are answered, the links' facts when they are, then what comes with it in turn.
 */
export const compileBelow = (scope: ConditionScope, owner: string, row: Pick<RowPlan, 'relations'>): readonly string[] =>
  pagesTogether(row).flatMap((plan) => [...(plan.rows ? [collectRows(scope, owner, plan)] : []), ...(plan.count ? [countRows(scope, owner, plan)] : [])])

/** A list of expressions, one a line when some of them are long. */
export const listed = (expressions: readonly string[]): string =>
  expressions.some((one) => one.includes('\n')) ? `[\n${indented(expressions.join(',\n'))}\n]` : `[${expressions.join(', ')}]`

/** An aggregate would make the list that all of this stands in one, which Cypher refuses: so the latest link is the first in order, and links' facts have a subquery of their own. */
const collectRows = (scope: ConditionScope, owner: string, plan: PagePlan): string => {
  const { names } = scope
  const { row, link, matched, sort } = matchedRows(scope, owner, plan, plan)
  const linkedAt = plan.over?.many === false ? names.variable('linkedAt') : undefined
  return [
    'COLLECT {',
    indented([
      ...matched,
      ...(linkedAt === undefined
        ? [`WITH DISTINCT ${row}`, `ORDER BY ${sort.orderBy} ${limit(names, 'limit', plan.first + 1)}`]
        : [`WITH ${row}, coalesce(${link}.validFrom, 0) AS ${linkedAt}`, `ORDER BY ${linkedAt} DESC, ${row}.ref LIMIT 1`]),
      `RETURN ${listed([
        `${row}.ref`,
        ...plan.columns.map((column) => `${row}.${quote(column)}`),
        ...(plan.cursors ? sort.values : []),
        ...(plan.links ? [collectLinks(scope, owner, row, plan)] : []),
        ...compileBelow(scope, row, plan),
      ])}`,
    ].join('\n')),
    '}',
  ].join('\n')
}

const collectLinks = (scope: ConditionScope, owner: string, row: string, { over }: PagePlan): string => {
  if (over === undefined) throw new Error('compile-below:links: the plan has no relation')
  const link = scope.names.variable(over.name)
  return ['COLLECT {', indented([`MATCH ${linkPattern(owner, link, over, row, true)}`, `WHERE ${validNow(link, scope.now())}`, `RETURN properties(${link})`].join('\n')), '}'].join('\n')
}

const countRows = (scope: ConditionScope, owner: string, plan: PagePlan): string => {
  const { row, matched } = matchedRows(scope, owner, plan, { sort: [] })
  return ['COUNT {', indented([...matched, `RETURN DISTINCT ${row} ${limit(scope.names, 'most', MOST_COUNTED + 1)}`].join('\n')), '}'].join('\n')
}

interface Matched {
  readonly row: string
  readonly link: string
  readonly matched: readonly string[]
  readonly sort: CompiledSort
}

const matchedRows = (scope: ConditionScope, owner: string, { over, where }: PagePlan, ordered: Pick<PagePlan, 'sort' | 'after'>): Matched => {
  if (over === undefined) throw new Error('compile-below:relation: the plan has no relation')
  const row = scope.names.variable(over.target)
  const link = scope.names.variable(over.name)
  const sort = compileSort(scope.names, row, ordered.sort, ordered.after)
  const conditions = [validNow(link, scope.now()), where === undefined ? undefined : compileCondition(scope, row, where), sort.after].filter((condition) => condition !== undefined)
  return { row, link, sort, matched: [`MATCH ${linkPattern(owner, link, over, row)}`, `WHERE ${conditions.join(' AND ')}`] }
}

const indented = (text: string): string => text.split('\n').map((line) => `  ${line}`).join('\n')

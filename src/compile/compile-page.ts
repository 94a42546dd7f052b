import type { PagePlan } from '../plan/page-plan.ts'
import { compileBelow, listed } from './compile-below.ts'
import { compileCondition, makeScope, type ConditionScope } from './compile-condition.ts'
import { compileSort, limit, type CompiledSort } from './compile-sort.ts'
import { linkPattern, validNow } from './link-pattern.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

/** Name of the result column that holds the n-th sort value. */
export const sortColumn = (place: number): string => `sort.${place + 1}`

/** Name of the result column that holds what comes with a row, as compile-below.ts lays it out. */
export const BELOW_COLUMN = 'below.rows'

/** A page of all entities of a type. Rows: ref, the columns, the sort values, what comes with them; one row more than asked tells that there is a next page. */
export const compilePage = (plan: PagePlan): Statement => {
  const names = new Names()
  const row = names.variable(plan.type.name)
  const scope = makeScope(names, plan.now)
  // Without sort keys the constraint's index on ref gives the order, once ref is compared: so the first page begins after ''.
  const position = plan.after ?? (plan.sort.length === 0 ? { owner: null, values: [], ref: '' } : undefined)
  const sort = compileSort(names, row, plan.sort, position)
  const where = conjunction([plan.where === undefined ? undefined : compileCondition(scope, row, plan.where), sort.after])
  const below = compileBelow(scope, row, plan)
  const ordered = [`ORDER BY ${sort.orderBy}`, limit(names, 'limit', plan.first + 1)]
  const text = lines([
    `MATCH (${row}:${quote(plan.type.name)})`,
    where,
    // What comes with rows is read of those that the limit leaves.
    ...(below.length === 0 ? [] : [`WITH ${row}`, ...ordered]),
    `RETURN ${returned(plan, row, sort, below)}`,
    ...(below.length === 0 ? ordered : ordered.slice(0, 1)),
  ])
  return { name: `page of ${plan.type.name}`, text, parameters: names.parameters }
}

/** How many entities of a type there are: the store keeps it by label. */
export const compileSize = (type: string): Statement => ({ name: `size of ${type}`, text: `MATCH (entity:${quote(type)})\nRETURN count(*) AS total`, parameters: {} })

/** How many entities of a type there are under the condition, counted as far as `most` and one. Without one, the store keeps their number. */
export const compileCount = (plan: PagePlan, most: number): Statement => {
  const names = new Names()
  const row = names.variable(plan.type.name)
  const where = conjunction([plan.where === undefined ? undefined : compileCondition(makeScope(names, plan.now), row, plan.where)])
  const bounded = plan.where === undefined ? [] : [`WITH ${row}`, limit(names, 'most', most + 1)]
  return { name: `count of ${plan.type.name}`, text: lines([`MATCH (${row}:${quote(plan.type.name)})`, where, ...bounded, 'RETURN count(*) AS total']), parameters: names.parameters }
}

/** A page over a relation for each owner, all in one statement. Rows: owner, ref, the columns, the sort values, the links' facts. */
export const compileRelationPage = (plan: PagePlan, owners: readonly string[], mostRows: number): Statement => {
  const opened = openRelation(plan, owners)
  const { names, scope, owner, ownerRef, row, link } = opened
  const one = plan.over?.many === false
  const sort = compileSort(names, row, plan.sort, plan.after)
  const where = conjunction([validNow(link, scope.now()), plan.where === undefined ? undefined : compileCondition(scope, row, plan.where), sort.after])
  const links = plan.links ? names.variable('links') : undefined
  const text = lines([
    ...opened.head,
    `CALL (${owner}) {`,
    `  MATCH ${opened.pattern}`,
    `  ${where}`,
    ...(one ? latestFirst(names, row, link, links) : links === undefined
      ? [`  WITH DISTINCT ${row}`, `  RETURN ${row} ORDER BY ${sort.orderBy}`]
      : [`  WITH ${row}, collect(properties(${link})) AS ${links}`, `  RETURN ${row}, ${links} ORDER BY ${sort.orderBy}`]),
    `  ${limit(names, 'limit', one ? 1 : plan.first + 1)}`,
    '}',
    `RETURN ${ownerRef} AS owner, ${returned(plan, row, sort, compileBelow(scope, row, plan))}${links === undefined ? '' : `, ${links} AS links`}`,
    limit(names, 'mostRows', mostRows),
  ])
  return { name: `${plan.over?.owner}.${plan.over?.field}`, text, parameters: names.parameters }
}

/** Of several that sources leave standing over a to-one relation, the one linked latest. */
const latestFirst = (names: Names, row: string, link: string, links: string | undefined): readonly string[] => {
  const linkedAt = names.variable('linkedAt')
  return links === undefined
    ? [`  WITH ${row}, max(coalesce(${link}.validFrom, 0)) AS ${linkedAt}`, `  RETURN ${row} ORDER BY ${linkedAt} DESC, ${row}.ref`]
    : [`  WITH ${row}, max(coalesce(${link}.validFrom, 0)) AS ${linkedAt}, collect(properties(${link})) AS ${links}`, `  RETURN ${row}, ${links} ORDER BY ${linkedAt} DESC, ${row}.ref`]
}

/** How many entities the relation leads to under the condition, for each owner, counted as far as `most` and one. Rows: owner, total. */
export const compileRelationCount = (plan: PagePlan, owners: readonly string[], most: number): Statement => {
  const { names, scope, ownerRef, row, link, head, pattern } = openRelation(plan, owners)
  const where = conjunction([validNow(link, scope.now()), plan.where === undefined ? undefined : compileCondition(scope, row, plan.where)])
  const text = lines([...head, `RETURN ${ownerRef} AS owner, COUNT { MATCH ${pattern} ${where} RETURN DISTINCT ${row} ${limit(names, 'most', most + 1)} } AS total`])
  return { name: `count of ${plan.over?.owner}.${plan.over?.field}`, text, parameters: names.parameters }
}

interface OpenedRelation {
  readonly names: Names
  readonly scope: ConditionScope
  readonly owner: string
  readonly ownerRef: string
  readonly row: string
  readonly link: string
  readonly head: readonly string[]
  readonly pattern: string
}

const openRelation = (plan: PagePlan, owners: readonly string[]): OpenedRelation => {
  const { over } = plan
  if (over === undefined) throw new Error('compile-page:relation: the plan has no relation')
  const names = new Names()
  const ownerRef = names.variable('ref')
  const owner = names.variable(over.owner)
  const row = names.variable(over.target)
  const link = names.variable(over.name)
  return {
    names, scope: makeScope(names, plan.now), owner, ownerRef, row, link,
    head: [`UNWIND ${names.parameter('refs', owners)} AS ${ownerRef}`, `MATCH (${owner}:${quote(over.owner)} {ref: ${ownerRef}})`],
    pattern: linkPattern(owner, link, over, row),
  }
}

const returned = (plan: PagePlan, row: string, sort: CompiledSort, below: readonly string[]): string => [
  `${row}.ref AS ref`,
  ...plan.columns.map((column) => `${row}.${quote(column)} AS ${quote(column)}`),
  ...(plan.cursors ? sort.values.map((value, place) => `${value} AS ${quote(sortColumn(place))}`) : []),
  ...(below.length === 0 ? [] : [`${listed(below)} AS ${quote(BELOW_COLUMN)}`]),
].join(', ')

const conjunction = (conditions: readonly (string | undefined)[]): string => {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? '' : `WHERE ${given.join('\n  AND ')}`
}

const lines = (parts: readonly string[]): string => parts.filter((part) => part.trim() !== '').join('\n')

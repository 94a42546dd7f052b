import type { Position } from '../plan/cursor.ts'
import type { PagePlan } from '../plan/page-plan.ts'
import { compileBelow, listed } from './compile-below.ts'
import { compileCondition, makeScope, type ConditionScope } from './compile-condition.ts'
import { compileSort, limit, type CompiledSort } from './compile-sort.ts'
import { linkPattern, validNow } from './link-pattern.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import { whole, type Statement } from './statement.ts'

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
  const [key] = plan.sort
  const matched = key?.indexed === true && plan.sort.length === 1 && position?.values[0] !== null ? inOrderOfIndex : sorted
  const { text, sort, limited } = matched({ plan, names, scope, row, position })
  const below = compileBelow(scope, row, plan)
  const ordered = `ORDER BY ${sort.orderBy}`
  const most = limited ? [] : [limit(names, 'limit', plan.first + 1)]
  return {
    name: `page of ${plan.type.name}`,
    text: lines([
      text,
      // What comes with rows is read of those that the limit leaves.
      ...(limited || below.length === 0 ? [] : [`WITH ${row}`, ordered, ...most]),
      `RETURN ${returned(plan, row, sort, below)}`,
      ordered,
      ...(below.length === 0 ? most : []),
    ]),
    parameters: names.parameters,
  }
}

interface Matching {
  readonly plan: PagePlan
  readonly names: Names
  readonly scope: ConditionScope
  readonly row: string
  readonly position: Position | undefined
}

interface Matched {
  /** Leaves the page's rows in the variable; unless `limited` those of later pages too. */
  readonly text: string
  readonly sort: CompiledSort
  readonly limited: boolean
}

const compileWhere = ({ plan, scope, row }: Matching): string | undefined => (plan.where === undefined ? undefined : compileCondition(scope, row, plan.where))

/** All that satisfy the condition are sorted, unless the order is the index's of what was compared. */
const sorted = (matching: Matching): Matched => {
  const { plan, names, row, position } = matching
  const sort = compileSort(names, row, plan.sort, position)
  return { text: lines([`MATCH (${row}:${quote(plan.type.name)})`, conjunction([compileWhere(matching), sort.after])]), sort, limited: false }
}

/**
 * In the order of an index on the one key, which holds no entity without a value: those come last, and are looked for only where the others do
 * not fill the page. Reads as many entities as the page has, and those between them that the condition leaves out.
 */
const inOrderOfIndex = (matching: Matching): Matched => {
  const { plan, names, row, position } = matching
  const sort = compileSort(names, row, plan.sort, undefined)
  const [value] = sort.values
  const [{ direction, property } = { direction: 'ASC', property: 'ref' }] = plan.sort
  const count = names.parameter('limit', whole(plan.first + 1))
  const most = `LIMIT ${count}`
  const held = names.variable('present')
  const go = names.variable('wanting')
  const from = position === undefined ? undefined : names.parameter(`after_${property}`, position.values[0] ?? null)
  const after = from === undefined || position === undefined ? [`${value} IS NOT NULL`] : [
    `${value} ${direction === 'DESC' ? '<=' : '>='} ${from}`, `(${value} <> ${from} OR ${row}.ref > ${names.parameter('afterRef', position.ref)})`,
  ]
  const branch = (conditions: readonly (string | undefined)[], order: string): readonly string[] => [
    `  MATCH (${row}:${quote(plan.type.name)})`, `  ${conjunction(conditions)}`, `  RETURN ${row} ORDER BY ${order} ${most}`,
  ]
  const text = lines([
    'CALL () {',
    ...branch([...after, compileWhere(matching)], `${value}${direction === 'DESC' ? ' DESC' : ''}, ${row}.ref`),
    '}',
    `WITH collect(${row}) AS ${held}`,
    `CALL (${held}) {`,
    `  UNWIND ${held} AS ${row} RETURN ${row}`,
    '  UNION ALL',
    `  UNWIND CASE WHEN size(${held}) < ${count} THEN [true] ELSE [] END AS ${go}`,
    ...branch([`${value} IS NULL`, compileWhere(matching)], `${row}.ref`),
    '}',
    `WITH ${row}`,
    `ORDER BY ${sort.orderBy} ${most}`,
  ])
  return { text, sort, limited: true }
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

/** What is left of an answer when its form is taken off: rows without order and doubles, times as epoch milliseconds. */
export type Comparable = string | number | boolean | null | readonly Comparable[] | { readonly [name: string]: Comparable }

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
type Members = Readonly<Record<string, unknown>>

/**
 * The door's lists are connections, @neo4j/graphql's are too and to-one relations among them, the hand-written ones are plain: `toOne` names the
 * fields whose list is a single thing. A thing of nothing but nulls is null: `state { local }` of what has none.
 */
export const comparable = (value: unknown, toOne: ReadonlySet<string>): Comparable => {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return TIME.test(value) ? Date.parse(value) : value
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return asSet(value.map((one: unknown) => comparable(one, toOne)))
  const members = value as Members
  if (Array.isArray(members['nodes'])) return comparable(members['nodes'], toOne)
  if (Array.isArray(members['edges'])) return comparable(members['edges'].map(ofEdge), toOne)
  const compared = Object.entries(members).map(([name, member]): readonly [string, Comparable] => [name, single(comparable(member, toOne), toOne.has(name))]).sort(([a], [b]) => (a < b ? -1 : 1))
  return compared.every(([, member]) => member === null) ? null : Object.fromEntries(compared)
}

/** What stands on the link is the row's too. */
const ofEdge = (edge: unknown): unknown => {
  const { node, quantities, properties } = edge as { readonly node: object; readonly quantities?: object; readonly properties?: object }
  return { ...node, ...quantities, ...properties }
}

const asSet = (values: readonly Comparable[]): readonly Comparable[] => {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

const single = (value: Comparable, one: boolean): Comparable => {
  if (!one || !Array.isArray(value)) return value
  const values = value as readonly Comparable[]
  return values.length > 1 ? values : values[0] ?? null
}

/** The first place where two answers differ, and what stands there in each; undefined when they are equal. */
export const firstDifference = (ours: Comparable, theirs: Comparable, at = 'answer'): string | undefined => {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return undefined
  const [left, right] = [membersOf(ours), membersOf(theirs)]
  if (left === undefined || right === undefined) return `${at}: ${shown(ours)} against ${shown(theirs)}`
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const difference = firstDifference(left[name] ?? null, right[name] ?? null, `${at}.${name}`)
    if (difference !== undefined) return difference
  }
  return `${at}: ${shown(ours)} against ${shown(theirs)}`
}

const membersOf = (value: Comparable): Readonly<Record<string, Comparable>> | undefined => (typeof value === 'object' && value !== null ? { ...value } as Readonly<Record<string, Comparable>> : undefined)
const shown = (value: Comparable): string => JSON.stringify(value).slice(0, 300)

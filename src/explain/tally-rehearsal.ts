import type { Instant } from '../vocabulary/instant.ts'
import { formatInstant, HOUR_MS } from '../vocabulary/instant.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { Language } from './explanation-text.ts'

/** How far apart domains became MET, over some orders; hours. */
export interface SkewTold {
  readonly orders: number
  readonly meanHours: number
  readonly medianHours: number
  readonly p90Hours: number
  readonly longestHours: number
}

/** Orders that one outcome turns into another; null where that side says nothing: no version was in force, or it has no rule for the domain. */
export interface CellTold {
  readonly before: Outcome | null
  readonly after: Outcome | null
  readonly orders: number
}

/** Orders that go from one stage to another; null where a side has no scale, or nobody knows. */
export interface StagesTold {
  readonly before: string | null
  readonly after: string | null
  readonly orders: number
}

/** Orders that have something in common: the month in which they began, or a field's value. */
export interface GroupTold {
  readonly value: string | null
  readonly orders: number
  readonly changed: number
  readonly metBefore: number
  readonly metAfter: number
}

/** An order whose outcome changes, with what makes the difference. */
export interface ExampleTold {
  readonly order: Ref
  readonly before: Outcome | null
  readonly after: Outcome
  readonly claims: readonly string[]
  readonly texts: Readonly<Record<Language, string>>
}

/** What a version would change, were it in force now. */
export interface RehearsalResult {
  readonly orders: number
  readonly changed: number
  readonly unified: readonly CellTold[]
  readonly domains: readonly { readonly domain: string; readonly cells: readonly CellTold[] }[]
  /** None where neither version has a scale. */
  readonly stages?: readonly StagesTold[]
  readonly months: readonly GroupTold[]
  /** Of values beyond the first hundred, by orders, all are one: `others`. */
  readonly dimensions: readonly { readonly field: string; readonly values: readonly GroupTold[]; readonly others: GroupTold | null }[]
  readonly skewBefore: SkewTold | null
  readonly skewAfter: SkewTold | null
  readonly examples: readonly ExampleTold[]
}

/** One side of an order: what a version says of it. Domains by name. */
export interface Said {
  readonly unified: Outcome
  readonly domains: ReadonlyMap<string, { readonly outcome: Outcome; readonly since: Instant }>
  /** Null: nobody knows it; absent: the version has no scale. */
  readonly stage?: string | null
}

export interface OrderRehearsed {
  readonly begun: Instant
  readonly before: Said | undefined
  readonly after: Said
  /** Of what is counted by, as text, each once; null alone where it has none. */
  readonly values: readonly (readonly (string | null)[])[]
}

/** Values of a field that are counted apart; there may be as many as there are orders. */
const MOST_VALUES = 10_000
const MOST_TOLD = 100
/** Orders shown of each change. */
const MOST_EXAMPLES = 3

type Counted = { orders: number; changed: number; metBefore: number; metAfter: number }

const skewOf = ({ domains }: Said): number | undefined => {
  const met = [...domains.values()].filter(({ outcome }) => outcome === 'MET').map(({ since }) => since)
  return met.length < 2 ? undefined : (Math.max(...met) - Math.min(...met)) / HOUR_MS
}

/** As PostgreSQL's percentile_cont: between two values in proportion. */
const quantile = (sorted: readonly number[], share: number): number => {
  const place = share * (sorted.length - 1)
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}

const skewTold = (hours: number[]): SkewTold | null => {
  if (hours.length === 0) return null
  hours.sort((a, b) => a - b)
  return { orders: hours.length, meanHours: hours.reduce((sum, one) => sum + one, 0) / hours.length, medianHours: quantile(hours, 0.5), p90Hours: quantile(hours, 0.9), longestHours: hours.at(-1) ?? 0 }
}

const sum = (value: string | null, groups: readonly Counted[]): GroupTold =>
  groups.reduce<GroupTold>((all, one) => ({ value, orders: all.orders + one.orders, changed: all.changed + one.changed, metBefore: all.metBefore + one.metBefore, metAfter: all.metAfter + one.metAfter }), { value, orders: 0, changed: 0, metBefore: 0, metAfter: 0 })

/** Counts, order by order, what a version would change. Memory: counts, and eight bytes for each order that two domains say MET of. */
export class RehearsalTally {
  readonly #fields: readonly string[]
  readonly #unified = new Map<string, number>()
  readonly #domains = new Map<string, Map<string, number>>()
  readonly #stages = new Map<string, number>()
  readonly #months = new Map<string, Counted>()
  readonly #values: readonly Map<string | null, Counted>[]
  readonly #skewsBefore: number[] = []
  readonly #skewsAfter: number[] = []
  readonly #examples: ExampleTold[] = []
  /** Changes by kind, those of which examples are shown. */
  readonly #shown = new Map<string, number>()
  #orders = 0
  #changed = 0

  constructor(fields: readonly string[]) {
    this.#fields = fields
    this.#values = fields.map(() => new Map())
  }

  get orders(): number {
    return this.#orders
  }

  /** Counts an order; whether an example of such a change is wanted. */
  take({ begun, before, after, values }: OrderRehearsed): boolean {
    // Where only one of them has a scale the stage tells of no change.
    const isMoved = before?.stage !== undefined && after.stage !== undefined && before.stage !== after.stage
    const isChanged = before?.unified !== after.unified || isMoved
    this.#orders += 1
    if (isChanged) this.#changed += 1
    const cell = cellOf(before?.unified, after.unified)
    countIn(this.#unified, cell)
    const stages = cellOf(before?.stage, after.stage)
    countIn(this.#stages, stages)
    for (const domain of new Set([...(before?.domains.keys() ?? []), ...after.domains.keys()])) {
      const cells = this.#domains.get(domain) ?? new Map<string, number>()
      const of = cellOf(before?.domains.get(domain)?.outcome, after.domains.get(domain)?.outcome)
      countIn(cells, of)
      this.#domains.set(domain, cells)
    }
    const count = (groups: Map<string | null, Counted>, value: string | null): void => {
      const known = groups.get(value)
      const counted = known ?? (groups.size < MOST_VALUES ? { orders: 0, changed: 0, metBefore: 0, metAfter: 0 } : groups.get(REST) ?? { orders: 0, changed: 0, metBefore: 0, metAfter: 0 })
      if (known === undefined) groups.set(groups.size < MOST_VALUES ? value : REST, counted)
      counted.orders += 1
      if (isChanged) counted.changed += 1
      if (before?.unified === 'MET') counted.metBefore += 1
      if (after.unified === 'MET') counted.metAfter += 1
    }
    count(this.#months as Map<string | null, Counted>, formatInstant(begun).slice(0, 7))
    values.forEach((each, place) => { for (const value of each) count(this.#values[place] ?? new Map(), value) })
    const [was, is] = [before === undefined ? undefined : skewOf(before), skewOf(after)]
    if (was !== undefined) this.#skewsBefore.push(was)
    if (is !== undefined) this.#skewsAfter.push(is)
    return isChanged && countIn(this.#shown, `${cell} ${stages}`) <= MOST_EXAMPLES
  }

  /** Takes an example that `take` wanted. */
  show(example: ExampleTold): void {
    this.#examples.push(example)
  }

  result(): RehearsalResult {
    const cells = <T extends { readonly before: string | null; readonly after: string | null; readonly orders: number } = CellTold>(counted: ReadonlyMap<string, number>): readonly T[] => [...counted].map(([of, orders]) => ({ ...JSON.parse(of), orders }) as T).sort((a, b) => b.orders - a.orders || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    const told = ([value, counted]: readonly [string | null, Counted]): GroupTold => ({ value, ...counted })
    return {
      orders: this.#orders,
      changed: this.#changed,
      unified: cells(this.#unified),
      ...(this.#stages.size === 0 || (this.#stages.size === 1 && this.#stages.has(cellOf(undefined, undefined))) ? {} : { stages: cells<StagesTold>(this.#stages) }),
      domains: [...this.#domains].sort(([a], [b]) => (a < b ? -1 : 1)).map(([domain, counted]) => ({ domain, cells: cells(counted) })),
      months: [...this.#months].map(told).sort((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1)),
      dimensions: this.#fields.map((field, place) => {
        const groups = this.#values[place] ?? new Map<string | null, Counted>()
        const values = [...groups].filter(([value]) => value !== REST).map(told).sort((a, b) => b.orders - a.orders || ((a.value ?? '') < (b.value ?? '') ? -1 : 1))
        const rest = [...values.slice(MOST_TOLD), ...(groups.has(REST) ? [groups.get(REST) as Counted] : [])]
        return { field, values: values.slice(0, MOST_TOLD), others: rest.length === 0 ? null : sum(null, rest) }
      }),
      skewBefore: skewTold(this.#skewsBefore),
      skewAfter: skewTold(this.#skewsAfter),
      examples: this.#examples,
    }
  }
}

/** No value of a field: texts from records hold no NUL. */
const REST = '\0'
/** The count with one more. */
const countIn = (counts: Map<string, number>, of: string): number => {
  const count = (counts.get(of) ?? 0) + 1
  counts.set(of, count)
  return count
}
const cellOf = (before: string | null | undefined, after: string | null | undefined): string => JSON.stringify({ before: before ?? null, after: after ?? null })

import { recallUnit, type UnitPlan } from '../plan/recall-columns.ts'
import { problem } from '../problems/problem.ts'
import { FATES } from '../vocabulary/graph-property.ts'
import { fateOf, type RecallUnit } from '../vocabulary/recall.ts'
import { isPlaceholder, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { Held, Values } from './held-units.ts'
import { isWanted } from './recall-filter.ts'
import { ofProducts, type Finding, type FoundPart, type Reached } from './recall-starts.ts'

const BATCH = 5_000

/** Whether pieces without serial numbers are told of a lot: what became of some, or whom the lot itself concerns. */
export const hasPieces = (plan: UnitPlan, ref: Ref, values: Values): boolean => {
  if (!plan.byQuantity.has(typeOfRef(ref))) return false
  const { consignees, subjects, usedAt } = recallUnit(ref, values, plan.kept.get(typeOfRef(ref)))
  return consignees.length + subjects.length + usedAt.length > 0 || ((values[FATES] ?? []) as readonly string[]).some((text) => fateOf(text).pieces !== undefined)
}

interface UnitRead {
  readonly unit: RecallUnit
  readonly values: Values
}

/** Units of a scope as they are told, and what came of those that may be among them. */
export class Told {
  readonly #candidates: readonly Ref[]
  readonly #left = new Set<Ref>()
  #all: ReadonlySet<Ref> | undefined
  /** Lots of which a unit was met and is not told. */
  readonly lotsOfLeft = new Set<Ref>()
  /** Units that are told though no date is known of them that a window could be held against. */
  undated = 0

  /** By ref, each once. */
  constructor(candidates: readonly Ref[]) {
    this.#candidates = candidates
  }

  /** How many may be told; when all were, how many are. */
  get size(): number {
    return this.#candidates.length - this.#left.size
  }

  /** When all were told. */
  has(ref: Ref): boolean {
    this.#all ??= new Set(this.#candidates)
    return this.#all.has(ref) && !this.#left.has(ref)
  }

  async *tell(finding: Finding, plan: UnitPlan, parts: readonly FoundPart[], held: Held): AsyncGenerator<readonly RecallUnit[], undefined> {
    for (let at = 0; at < this.#candidates.length; at += BATCH) {
      const refs = this.#candidates.slice(at, at + BATCH)
      const read = await readUnits(plan, refs, held)
      // One that the walk met and that is there no more has become another, which would be missed.
      if (read.length < refs.length) throw problem('RECALL_NOT_WALKED', { stopped: ['MOVED'] })
      const refsRead = read.map(({ unit: { ref } }) => ref)
      const wanted = await Promise.all(parts.map(async ({ products }) => (products === undefined ? undefined : ofProducts(finding, refsRead, products))))
      const told = read.flatMap((one) => this.#tellOne(finding, plan, parts, wanted, one, held))
      const given = new Set(told.map(({ ref }) => ref))
      for (const { unit: { ref, lots } } of read) {
        if (given.has(ref)) continue
        this.#left.add(ref)
        for (const lot of lots) this.lotsOfLeft.add(lot)
      }
      if (told.length > 0) yield told
    }
  }

  /** Stated where any part states it. */
  #tellOne(finding: Finding, plan: UnitPlan, parts: readonly FoundPart[], wanted: readonly (ReadonlySet<Ref> | undefined)[], one: UnitRead, held: Held): readonly RecallUnit[] {
    const found = parts.flatMap((part, place) => (wanted[place]?.has(one.unit.ref) === false ? [] : meant(finding, plan, part, one, held) ?? []))
    if (found.length === 0) return []
    if (found.every(({ isUndated }) => isUndated)) this.undated += 1
    return [{ ...one.unit, isInferred: found.every(({ isInferred }) => isInferred) }]
  }
}

/** What is known of units; a lot stands among them for its pieces without serial numbers, with everybody whom any of them concerns: what became of those is in the balance. */
const readUnits = async (plan: UnitPlan, refs: readonly Ref[], held: Held): Promise<readonly UnitRead[]> => {
  const values = await held.ofUnits(refs.filter((ref) => plan.units.has(typeOfRef(ref))))
  return refs.flatMap((ref): readonly UnitRead[] => {
    const [own, lot] = [values.get(ref), held.lots.get(ref)]
    if (own !== undefined) return [{ unit: recallUnit(ref, own, plan.kept.get(typeOfRef(ref))), values: own }]
    if (lot === undefined) return []
    const { dispositionAt: _at, dispositionBy: _by, ...unit } = recallUnit(ref, lot, plan.kept.get(typeOfRef(ref)))
    return [{ unit: { ...unit, lots: [ref], disposition: 'UNKNOWN', isDoubtful: false }, values: lot }]
  })
}

interface Meant {
  readonly isInferred: boolean
  readonly isUndated: boolean
}

/** Whether a part is about a unit, by where it comes from and by what it says itself. A start that does not lead to it leaves it out only where its lots, or a number of its own, are known: who may be meant is meant. */
const meant = ({ model }: Finding, plan: UnitPlan, part: FoundPart, { unit, values }: UnitRead, held: Held): Meant | undefined => {
  const reached = part.reached.filter(({ all }) => all.has(unit.ref))
  const type = typeOfRef(unit.ref)
  const isOpen = ({ by }: Reached): boolean => (by === 'FROM' ? plan.kept.get(type)?.refs.LOT.length !== 0 && unit.lots.length === 0 : !isPlaceholder(unit.ref) && plan.identifiers.get(type)?.every((field) => (values[field] ?? null) === null) === true)
  if (reached.length === 0 || part.reached.some((one) => !reached.includes(one) && !isOpen(one))) return undefined
  const { condition } = part.asked
  const wanted = isWanted(model, isLater(part, unit) ? { produced: undefined, expires: undefined, condition } : part.asked, { ref: unit.ref, lots: unit.lots, values }, held.lots)
  return wanted === 'NO' ? undefined : { isInferred: reached.some(({ stated }) => !stated.has(unit.ref)), isUndated: wanted === 'UNDATED' }
}

/** Whether a unit comes of what was made in a window by way of something made later, so that its own date says nothing. */
const isLater = ({ isByWindow, reached }: FoundPart, { ref, lots }: RecallUnit): boolean => isByWindow && reached.every(({ starts, all }) => {
  const ofStarts = lots.filter((lot) => starts.has(lot))
  return !starts.has(ref) && (ofStarts.length === 0 || lots.some((lot) => all.has(lot) && !starts.has(lot)))
})

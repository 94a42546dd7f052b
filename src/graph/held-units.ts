import type { UnitPlan } from '../plan/recall-columns.ts'
import type { WalkNode } from '../plan/walker.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { valuesNow } from './lineage-values.ts'
import type { Finding } from './recall-starts.ts'

/** Units of which is held what was read of them on the way; of more it is read again when they are told. */
export const MOST_HELD = 100_000
/** Entities that one reading is of. */
const TOGETHER = 5_000

export type Values = EntityRow['values']

/** What was read of units and lots on the way. */
export class Held {
  readonly lots = new Map<Ref, Values>()
  readonly #units = new Map<Ref, Values>()
  readonly #plan: UnitPlan
  readonly #most: number
  readonly #read: ReturnType<typeof valuesNow>

  constructor({ reader, model, now }: Finding, plan: UnitPlan, most: number) {
    this.#plan = plan
    this.#most = most
    this.#read = valuesNow(reader, model, plan.columns, now)
  }

  /** Of a type's nodes as they are met. */
  columnsOf(type: string): readonly string[] {
    return this.#plan.units.has(type) && this.#units.size >= this.#most ? [] : this.#plan.columns.get(type) ?? []
  }

  /** Keeps what was read of nodes, reads what was not: of every lot, and of units while there is room. */
  async take(nodes: readonly WalkNode[]): Promise<void> {
    const missing: Ref[] = []
    for (const { ref, values } of nodes) {
      if (this.columnsOf(typeOfRef(ref)).length === 0 || this.#units.has(ref) || this.lots.has(ref)) continue
      if (values === undefined) missing.push(ref)
      else this.#keep(ref, values)
    }
    for (let at = 0; at < missing.length; at += TOGETHER) for (const [ref, values] of await this.#read(missing.slice(at, at + TOGETHER))) this.#keep(ref, values)
  }

  #keep(ref: Ref, values: Values): void {
    if (!this.#plan.units.has(typeOfRef(ref))) this.lots.set(ref, values)
    else if (this.#units.size < this.#most) this.#units.set(ref, values)
  }

  /** Of units: held, or read now. Who is not there any more is left out. */
  async ofUnits(refs: readonly Ref[]): Promise<ReadonlyMap<Ref, Values>> {
    const missing = refs.filter((ref) => !this.#units.has(ref))
    const read = missing.length === 0 ? new Map<Ref, Values>() : await this.#read(missing)
    return missing.length === 0 ? this.#units : new Map(refs.flatMap((ref) => { const values = this.#units.get(ref) ?? read.get(ref); return values === undefined ? [] : [[ref, values] as const] }))
  }
}

import type { Scope, Value } from '../expression/expression.ts'
import { spanOfDay } from '../expression/moments.ts'
import type { Attribute } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import type { PartAsked, RecallWindow } from '../plan/recall-scope.ts'
import { truth } from '../settle/sweep-rule.ts'
import type { EntityRow } from '../vocabulary/entity-row.ts'
import { STATE_PARTS, stateProperty } from '../vocabulary/graph-property.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import type { RecallUnit } from '../vocabulary/recall.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { windowsOf } from './recall-starts.ts'

type Values = EntityRow['values']
/** A unit, or a lot by itself. */
interface UnitRead extends Pick<RecallUnit, 'ref' | 'lots'> {
  readonly values: Values
}
type LotsRead = ReadonlyMap<Ref, Values>

/** A Date is the whole of its day in the model's time zone. */
const spanOf = (attribute: Attribute, value: unknown, timezone: string): readonly [from: Instant, to: Instant] | undefined => {
  if (attribute.type === 'DateTime' && typeof value === 'number') return [instant(value), instant(value)]
  const day = attribute.type === 'Date' && typeof value === 'string' ? spanOfDay(value, timezone) : undefined
  return day === undefined ? undefined : [instant(day[0]), instant(day[1])]
}

/** When a unit was made, or expires: as it says itself, else as its lots say. */
const spansOf = (attributes: ReadonlyMap<string, Attribute>, unit: UnitRead, lots: LotsRead, timezone: string): readonly (readonly [Instant, Instant])[] => {
  const read = (ref: Ref, values: Values | undefined): readonly (readonly [Instant, Instant])[] => {
    const attribute = attributes.get(typeOfRef(ref))
    const span = attribute && spanOf(attribute, values?.[attribute.name], timezone)
    return span === undefined ? [] : [span]
  }
  const own = read(unit.ref, unit.values)
  return own.length > 0 ? own : unit.lots.flatMap((lot) => read(lot, lots.get(lot)))
}

const overlaps = ({ from, to }: RecallWindow, [first, last]: readonly [Instant, Instant]): boolean => last >= (from ?? -Infinity) && first <= (to ?? Infinity)

const scopeOf = (model: Model, { ref, values }: UnitRead): Scope => {
  const type = model.types.get(typeOfRef(ref))
  const present = (names: Iterable<readonly [name: string, column: string]>): Value => Object.fromEntries([...names].flatMap(([name, column]) => { const value = values[column]; return value === null || value === undefined ? [] : [[name, value as Value]] }))
  return { variables: { entity: present([...type?.attributes.keys() ?? []].map((name) => [name, name])), state: present(STATE_PARTS.map((part) => [part, stateProperty(part)])) }, timezone: model.timezone }
}

/** Whether a unit is meant, by what is known of it. UNDATED: it may be, for want of a date that a window could be held against. */
export const isWanted = (model: Model, asked: Pick<PartAsked, 'produced' | 'expires' | 'condition'>, unit: UnitRead, lots: LotsRead): 'YES' | 'UNDATED' | 'NO' => {
  const compiled = asked.condition?.get(typeOfRef(unit.ref))
  if (compiled !== undefined && truth(compiled, scopeOf(model, unit)) === false) return 'NO'
  const held = windowsOf(model, asked).map(([window, attributes]) => ({ window, spans: spansOf(attributes, unit, lots, model.timezone) }))
  if (held.some(({ window, spans }) => spans.length > 0 && !spans.some((span) => overlaps(window, span)))) return 'NO'
  return held.every(({ spans }) => spans.length > 0) ? 'YES' : 'UNDATED'
}

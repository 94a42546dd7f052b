import { expectedUntil } from '../../model/expected-until.ts'
import type { LocalState, StateGraph } from '../../model/entity-type.ts'
import type { Model } from '../../model/model.ts'
import type { Claim } from '../../vocabulary/claim.ts'
import { instant } from '../../vocabulary/instant.ts'
import { typeOfRef } from '../../vocabulary/ref.ts'

/** What the model says of a local state beyond its name; null where it says nothing, and while no state is settled. */
export const meaningOf = (graph: StateGraph | undefined, local: unknown, since: unknown): Readonly<Record<'standardEvent' | 'responsible' | 'terminal' | 'expectedUntil', unknown>> => {
  const named = typeof local === 'string' ? graph?.states.get(local) : undefined
  return {
    standardEvent: named?.standardEvent ?? null,
    responsible: named?.responsible ?? null,
    terminal: named?.terminal ?? null,
    expectedUntil: named?.expected === undefined || typeof since !== 'number' ? null : expectedUntil(instant(since), named.expected),
  }
}

/** The state that a claim is of, as the model has it; undefined for claims of other things and for names that the model has dropped. */
export const claimedState = (model: Model, { about, kind, value }: Claim): LocalState | undefined =>
  kind === 'state' ? model.types.get(typeOfRef(about))?.states?.states.get(String(value)) : undefined

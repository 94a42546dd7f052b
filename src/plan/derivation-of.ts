import { edgeKindId, type Derivation, type Model } from '../model/model.ts'
import type { Link } from '../vocabulary/entity-row.ts'
import { typeOfRef } from '../vocabulary/ref.ts'

const byKinds = new WeakMap<Model['derivations'], ReadonlyMap<string, Derivation>>()

/** The rule that infers a link; undefined where records state it. */
export const derivationOf = ({ derivations }: Pick<Model, 'derivations'>, { from, name, to, inferred }: Link): Derivation | undefined => {
  if (!inferred) return undefined
  const byKind = byKinds.get(derivations) ?? new Map([...derivations.values()].map((derivation) => [derivation.relation.kind.id, derivation]))
  byKinds.set(derivations, byKind)
  return byKind.get(edgeKindId(typeOfRef(from), name, typeOfRef(to)))
}

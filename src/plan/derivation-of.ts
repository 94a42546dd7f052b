import { edgeKindId } from '../model/entity-type.ts'
import { type DerivationModel, type Model } from '../model/model.ts'
import type { Link } from '../vocabulary/entity-row.ts'
import { typeOfRef } from '../vocabulary/ref.ts'

/** A derivation with the version that infers some link: while another comes into force, links of the one before are there beside its own. */
export interface DerivationUsed extends DerivationModel {
  readonly version: number
}

const byRelations = new WeakMap<Model['derivations'], ReadonlyMap<string, DerivationModel>>()

/** The derivation that infers the links of a kind, whether or not a version of it is in force. */
export const derivationFor = ({ derivations, types }: Pick<Model, 'derivations' | 'types'>, kindId: string): DerivationModel | undefined => {
  const kindOf = ({ versions }: DerivationModel): string => {
    const [type = '', field = ''] = versions.at(-1)?.relation.split('.') ?? []
    return types.get(type)?.relations.get(field)?.kind.id ?? ''
  }
  const byKind = byRelations.get(derivations) ?? new Map([...derivations.values()].map((derivation) => [kindOf(derivation), derivation]))
  byRelations.set(derivations, byKind)
  return byKind.get(kindId)
}

/** The rule that infers a link; undefined where records state it. */
export const derivationOf = (model: Pick<Model, 'derivations' | 'types'>, { from, name, to, inferred, version }: Link): DerivationUsed | undefined => {
  const found = inferred ? derivationFor(model, edgeKindId(typeOfRef(from), name, typeOfRef(to))) : undefined
  return found === undefined || version === undefined ? undefined : { ...found, version }
}

import type { Derivation, Model } from './model.ts'
import { versionInForce } from './rule-versions.ts'

/** The rules that links are inferred by, by the names of their derivations. */
export const derivationsInForce = ({ derivations }: Pick<Model, 'derivations'>): readonly Derivation[] => [...derivations.values()].flatMap((derivation) => versionInForce(derivation)?.rule ?? [])

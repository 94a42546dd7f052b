import type { Derivation, DerivationModel, DerivationVersion, Model } from './model.ts'

/** The version in force; it is in force now and links have no history, so that no time is asked for. */
export const versionInForce = ({ versions }: DerivationModel): DerivationVersion | undefined => versions.find(({ lifecycle }) => lifecycle === 'ACTIVE')

/** The rules that links are inferred by, by the names of their derivations. */
export const derivationsInForce = ({ derivations }: Pick<Model, 'derivations'>): readonly Derivation[] => [...derivations.values()].flatMap((derivation) => versionInForce(derivation)?.rule ?? [])

/** Derivations whose links are not all as the version in force says, or not all gone where none is. */
export const derivationsUnderWay = ({ derivations }: Pick<Model, 'derivations'>): readonly DerivationModel[] => [...derivations.values()].filter(({ versions }) => versions.some(({ judging }) => judging === 'UNDER_WAY'))

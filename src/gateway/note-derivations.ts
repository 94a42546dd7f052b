import type { DerivationModel } from '../model/model.ts'
import { derivationFor, derivationOf } from '../plan/derivation-of.ts'
import type { Link } from '../vocabulary/entity-row.ts'
import type { RequestContext } from './request-context.ts'

/** While links follow another version, what is answered is no one state of them. */
const note = ({ gathered }: RequestContext, { name, versions }: DerivationModel, inferred: readonly number[]): void => {
  if (versions.some(({ judging }) => judging === 'UNDER_WAY')) {
    gathered.notes.add('LINKS_UNDER_WAY')
    gathered.unrepeatable = true
  }
  for (const version of inferred) gathered.derivations.set(`${name} ${version}`, { name, version })
}

/** Says in the receipt by which version a link is inferred. */
export const noteDerivation = (context: RequestContext, link: Link): void => {
  const derivation = derivationOf(context.model, link)
  if (derivation !== undefined) note(context, derivation, [derivation.version])
}

/** Says in the receipt by which versions links of a kind are inferred: the one in force, and while not all follow it those before it. */
export const noteInferred = (context: RequestContext, kindId: string): void => {
  const derivation = derivationFor(context.model, kindId)
  if (derivation === undefined) return
  const { versions } = derivation
  const isHalfWay = versions.some(({ judging }) => judging === 'UNDER_WAY')
  const last = Math.max(...versions.flatMap(({ lifecycle, effectiveTo }) => (lifecycle === 'RETIRED' ? effectiveTo ?? [] : [])))
  note(context, derivation, versions.filter(({ lifecycle, effectiveTo }) => lifecycle === 'ACTIVE' || (isHalfWay && lifecycle === 'RETIRED' && effectiveTo === last)).map(({ version }) => version))
}

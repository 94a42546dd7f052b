import { missingText, type Language } from '../../src/explain/explanation-text.ts'
import { makeFacts, type Facts } from '../../src/settle/facts.ts'
import { settleOrder, type OrderRuling } from '../../src/settle/settle-order.ts'
import type { DomainVerdictRuling, VerdictRuling } from '../../src/settle/settle-verdict.ts'
import type { Model } from '../../src/model/model.ts'
import type { Claim } from '../../src/vocabulary/claim.ts'
import type { Scalar } from '../../src/vocabulary/event.ts'
import { formatInstant, instant, type Instant } from '../../src/vocabulary/instant.ts'
import { storedRef, type Ref } from '../../src/vocabulary/ref.ts'
import { loadTestModel } from '../servers/open-test-world.ts'

export const atelier = await loadTestModel('test/settle/atelier')

/** Hours since the story began. */
export const hour = (h: number): Instant => instant(Date.UTC(2026, 0, 1) + h * 3_600_000)
/** Back to hours, for expectations that can be read. */
export const hours = (moment: Instant | undefined): number | undefined => (moment === undefined ? undefined : (moment - Date.UTC(2026, 0, 1)) / 3_600_000)

export interface Told {
  readonly by: string
  readonly at: number
  readonly of: string
  readonly kind: Claim['kind']
  readonly field: string
  readonly value: Scalar | null
  readonly quantities?: Readonly<Record<string, number>>
  readonly sequence?: string
  /** A second target of the same link in the same record, as by key and by identifier. */
  readonly also?: string
  /** Hour at which we were told; the hour it speaks of when absent. */
  readonly told?: number
  /** Its event id, where others name it or it names others. */
  readonly id?: string
  readonly corrects?: string
  readonly retracts?: string
  /** The record says that what it names ended. */
  readonly deleted?: true
}
type Extra = Omit<Told, 'by' | 'at' | 'of' | 'kind' | 'field' | 'value'>

/** `is('desk', 3, 'Garment/1', 'CUT')`: desk says that at hour 3 line 1 is CUT. */
export const is = (by: string, at: number, of: string, local: string, extra: Extra = {}): Told => ({ by, at, of, kind: 'state', field: 'state', value: local, ...extra })
export const has = (by: string, at: number, of: string, field: string, value: Scalar | null, extra: Extra = {}): Told => ({ by, at, of, kind: 'attribute', field, value, ...extra })
export const leads = (by: string, at: number, of: string, field: string, to: string, extra: Extra = {}): Told => ({ by, at, of, kind: 'link', field, value: to, ...extra })
export const named = (by: string, at: number, of: string, scheme: string, value: string, extra: Extra = {}): Told => ({ by, at, of, kind: 'identifier', field: scheme, value, ...extra })

/** A record that says nothing but that another of its source is not so. */
export const takesBack = (by: string, at: number, retracts: string, extra: Extra = {}): Told => ({ by, at, of: 'Nothing/0', kind: 'seen', field: 'seen', value: null, retracts, ...extra })
/** A record that deletes an entity. */
export const deletes = (by: string, at: number, of: string, extra: Extra = {}): Told => ({ by, at, of, kind: 'ended', field: 'ended', value: null, deleted: true, ...extra })

/** The side that has one, of relations that may be told from the side that has many. */
const FACING: Readonly<Record<string, string>> = { lines: 'order', orders: 'season' }

/** What is told from the side that has many is claimed about those named, and of the teller that it was told of. */
const asClaimed = (one: Told): readonly Told[] => {
  const facing = one.kind === 'link' && !one.of.startsWith('Parcel/') ? FACING[one.field] : undefined
  return facing === undefined ? [one] : [{ ...one, of: String(one.value), field: facing, value: one.of }, { ...one, kind: 'seen', field: 'seen', value: null }]
}

/** Claims in the order in which they are told. */
export const claimsOf = (told: readonly Told[], model: Model = atelier): readonly Claim[] =>
  told.flatMap(asClaimed).flatMap(({ by, at, of, kind, field, value, also, quantities, sequence, told: recorded }, index) => [value, ...(also === undefined ? [] : [also])].map((said, n) => ({
    id: `${index + 1}.${n}`, n, about: storedRef(of), kind, field, value: said, ...(quantities === undefined ? {} : { quantities }), domain: model.sources.get(by)?.domain ?? by, source: by,
    occurredAt: hour(at), recordedAt: hour(recorded ?? at), ...(sequence === undefined ? {} : { sequence }), seq: index + 1,
  })))

export const factsOf = (claims: readonly Claim[], model: Model = atelier): Facts => {
  const refs = new Set<Ref>(claims.flatMap((claim) => (claim.kind === 'link' ? [claim.about, storedRef(String(claim.value))] : [claim.about])))
  return makeFacts(model, [...refs].map((ref) => ({ ref, attributes: {} })), claims)
}

export const settled = (told: readonly Told[], order: string, asOf: number): OrderRuling | undefined => {
  const facts = factsOf(claimsOf(told))
  return facts.entities.has(storedRef(order)) ? settleOrder(facts, storedRef(order), hour(asOf)) : undefined
}

export const verdictOf = (ruling: OrderRuling | undefined, definition: string, version = 1): VerdictRuling => {
  const found = ruling?.verdicts.find((verdict) => verdict.definition === definition && verdict.version === version)
  if (found === undefined) throw new Error(`no verdict ${definition} ${version}`)
  return found
}
export const domainOf = (verdict: VerdictRuling, domain: string): DomainVerdictRuling => {
  const found = verdict.domains.find((one) => one.domain === domain)
  if (found === undefined) throw new Error(`no domain ${domain}`)
  return found
}

/** What a domain of a version lacks, in words. */
export const missingIn = ({ domain, missing }: DomainVerdictRuling, name: string, language: Language = 'en'): readonly string[] => {
  const [definition = '', version = '1'] = name.split(' ')
  const rule = atelier.definitions.get(definition)?.versions.find((one) => one.version === Number(version))?.domains.find((one) => one.domain === domain)
  return rule === undefined ? [] : missing.map((one) => missingText(language, rule, one))
}

/** `MET since 5`: a verdict's outcome and the hour since which it holds. */
export const short = ({ outcome, since }: { readonly outcome: string; readonly since: Instant }): string => `${outcome} since ${hours(since) ?? formatInstant(since)}`

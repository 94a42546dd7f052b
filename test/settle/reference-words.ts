import type { OrderRuling } from '../../src/settle/settle-order.ts'
import type { ReferenceOrder } from './reference.ts'

/** A ruling in the reference's words: what both must say alike. */
export const inReferenceWords = (ruling: OrderRuling | undefined): ReferenceOrder | undefined =>
  ruling && {
    firstAt: ruling.firstAt,
    members: ruling.members,
    states: Object.fromEntries(ruling.domains.map((one) => [one.domain, { ...(one.settled ? { local: one.local, canonical: one.canonical } : {}), settled: one.settled, since: one.since }])),
    verdicts: Object.fromEntries(ruling.verdicts.map((verdict) => [`${verdict.definition}.${verdict.version}`, {
      ...outcome(verdict), domains: Object.fromEntries(verdict.domains.map((domain) => [domain.domain, outcome(domain)])), ...(verdict.skewHours === undefined ? {} : { skewHours: verdict.skewHours }),
    }])),
  }
const outcome = ({ outcome, since, firstMetAt }: OrderRuling['verdicts'][number]['domains'][number] | OrderRuling['verdicts'][number]) => ({ outcome, since, ...(firstMetAt === undefined ? {} : { firstMetAt }) })

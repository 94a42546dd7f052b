import { z } from 'zod'

/** What is asked of a balance; `balanceShape` reads it. */
export const BALANCE = 'made stated inStock inTransit atConsignees used explanted returned destroyed unknown unaccounted overAccounted'
/** What is asked of a case to show it; `caseShape` reads its answer. */
export const CASE = `id title class depth stage version asOf knownAt digest affected balance { ${BALANCE} }
  completeness { complete unresolved undated inferred doubtful unknown unansweredUnits unansweredConsignees notModelled circular { id } sources { source lastRecordedAt objective missing firstMissing } }
  nearMatches { entity { id } near reason accepted }
  consignees: groups(by: CONSIGNEES, first: 10) { totalCount nodes { entity { id } units dispositions { disposition units } } }
  orders: groups(by: ORDERS, first: 1) { totalCount } subjects: groups(by: SUBJECTS, first: 1) { totalCount }
  acts { act actor reason recordedAt version about { id } }`
export const balanceShape = z.object({
  made: z.number(), stated: z.boolean(), inStock: z.number(), inTransit: z.number(), atConsignees: z.number(), used: z.number(), explanted: z.number(), returned: z.number(), destroyed: z.number(),
  unknown: z.number(), unaccounted: z.number(), overAccounted: z.number(),
})
export type BalanceShown = z.infer<typeof balanceShape>
const named = z.object({ id: z.string() })
export const caseShape = z.object({
  id: z.string(), title: z.string(), class: z.string(), depth: z.string(), stage: z.string(), version: z.number(), asOf: z.string(), knownAt: z.string(), digest: z.string(), affected: z.number(), balance: balanceShape,
  completeness: z.object({
    complete: z.boolean(), unresolved: z.number(), undated: z.number(), inferred: z.number(), doubtful: z.number(), unknown: z.number(), unansweredUnits: z.number(), unansweredConsignees: z.number(), notModelled: z.array(z.string()), circular: z.array(named),
    sources: z.array(z.object({ source: z.string(), lastRecordedAt: z.string().nullable(), objective: z.string().nullable(), missing: z.number(), firstMissing: z.string().nullable() })),
  }),
  nearMatches: z.array(z.object({ entity: named, near: z.string(), reason: z.string(), accepted: z.boolean().nullable() })),
  consignees: z.object({ totalCount: z.number(), nodes: z.array(z.object({ entity: named.nullable(), units: z.number(), dispositions: z.array(z.object({ disposition: z.string(), units: z.number() })) })) }),
  orders: z.object({ totalCount: z.number() }), subjects: z.object({ totalCount: z.number() }),
  acts: z.array(z.object({ act: z.string(), actor: z.string(), reason: z.string(), recordedAt: z.string(), version: z.number(), about: named.nullable() })),
})
export type CaseShown = z.infer<typeof caseShape>

import type { JournalReads } from '../journal/journal-reads.ts'
import { problem } from '../problems/problem.ts'
import { EVER } from '../vocabulary/instant.ts'
import { PlanCache } from './plan-cache.ts'
import type { AnswerThen, RequestContext } from './request-context.ts'
import { readReceipt } from './sent-receipt.ts'

/** A question with a receipt is asked again of what had been told repeated, as at the moment it was asked: the graph is not looked at. */
export const beginThen = async (context: RequestContext, journal: JournalReads, sent: string): Promise<AnswerThen> => {
  const { model, now } = context
  const receipt = readReceipt(sent, { model, journal: context.journalName, now })
  const { place, rejects, redecoded, rulings, underWay, askedAt, asOf, knownAt } = receipt
  if (rulings > model.definitions.place) throw problem('RECEIPT_AHEAD', { what: 'rulings', given: String(rulings), have: String(model.definitions.place) })
  const upTo = await journal.toldUpTo({ place, rejects, redecoded, rulings, underWay, now: askedAt })
  for (const { name, version } of receipt.definitions) {
    const available = upTo.definitions.get(name)?.versions.map((one) => one.version) ?? []
    if (available.includes(version)) continue
    await upTo.close()
    throw problem('RECEIPT_VERSION_UNKNOWN', { definition: name, version, available })
  }
  context.reader.stop(() => problem('RECEIPT_NOT_KEPT', { field: 'what only the graph tells' }))
  const isOfNow = asOf === askedAt && knownAt === askedAt
  return { receipt, upTo, model: { ...model, definitions: upTo.definitions, derivations: upTo.derivations, arbitration: upTo.arbitration }, plans: new PlanCache(), moment: isOfNow ? { asOf, knownAt: EVER, isWhole: true } : { asOf, knownAt } }
}

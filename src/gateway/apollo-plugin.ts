import type { ApolloServerPlugin } from '@apollo/server'
import type { JournalReads } from '../journal/journal-reads.ts'
import { makeReceipt, placeOf, type Standing } from './receipt.ts'
import type { RequestContext } from './request-context.ts'

/** Puts the receipt on every answer, and the statements when they were asked for; counts what was answered. */
export const receiptPlugin = (standingNow: () => Promise<Standing>, journal: JournalReads): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => {
    const began = performance.now()
    const standing = standingNow()
    return {
      willSendResponse: async ({ contextValue, response }) => {
        const { body } = response
        if (body.kind !== 'single') return
        const stands = await standing
        const receipt = makeReceipt(contextValue, contextValue.repeated === undefined ? stands : { notes: [] }, await placeOf(contextValue, journal, stands))
        const explain = contextValue.explain !== undefined ? { explain: { statements: contextValue.reader.sent } } : {}
        body.singleResult.extensions = { ...body.singleResult.extensions, receipt, ...explain }
        contextValue.answered(String(body.singleResult.errors?.[0]?.extensions?.['code'] ?? 'OK'), (performance.now() - began) / 1000)
      },
    }
  },
})

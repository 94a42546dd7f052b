import type { ApolloServerPlugin } from '@apollo/server'
import { makeReceipt, type Standing } from './receipt.ts'
import type { RequestContext } from './request-context.ts'

/** Puts the receipt on every answer, and the statements when they were asked for; counts what was answered. */
export const receiptPlugin = (standingNow: () => Promise<Standing>): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => {
    const began = performance.now()
    const standing = standingNow()
    return {
      willSendResponse: async ({ contextValue, response }) => {
        const { body } = response
        if (body.kind !== 'single') return
        const receipt = makeReceipt(contextValue, await standing)
        const explain = contextValue.explain !== undefined ? { explain: { statements: contextValue.reader.sent } } : {}
        body.singleResult.extensions = { ...body.singleResult.extensions, receipt, ...explain }
        contextValue.answered(String(body.singleResult.errors?.[0]?.extensions?.['code'] ?? 'OK'), (performance.now() - began) / 1000)
      },
    }
  },
})

import { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { fastify, type FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerPlayground } from '../../../src/gateway/graphiql/register-playground.ts'
import { openBrowser, visit, type Visit } from './open-browser.ts'

/** The page is asked of a door with a schema of its own: what is tested is the page, whatever stands behind `/graphql`. */
const typeDefs = `
  type Query {
    "A loaf by the number on its label."
    loaf(id: ID!): Loaf
  }
  type Loaf { id: ID! weight: Int! }
`
const resolvers = { Query: { loaf: (_: unknown, { id }: { id: string }) => ({ id, weight: 750 }) } }
const example = { title: 'What does loaf B-17 weigh?', query: 'query Weight($id: ID!) { loaf(id: $id) { weight } }', variables: { id: 'B-17 </script>' } }

let app: FastifyInstance
let origin: string
let browser: Browser

beforeAll(async () => {
  const apollo = new ApolloServer({ typeDefs, resolvers })
  await apollo.start()
  app = fastify()
  app.post('/graphql', fastifyApolloHandler(apollo))
  await registerPlayground(app, { examples: [example] })
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const openPlayground = async (): Promise<Visit> => {
  const opened = await visit(browser, origin)
  // The editor draws its blanks as no-break spaces.
  await opened.page.locator('.graphiql-query-editor').getByText(/What.does.loaf.B-17.weigh\?/).waitFor()
  return opened
}

describe('the playground', () => {
  it('opens with the example question and answers it', async () => {
    const { page, complaints } = await openPlayground()
    await page.locator('.graphiql-execute-button').click()
    await page.locator('.graphiql-response').getByText('750').waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  it('shows the documentation that stands in the SDL', async () => {
    const { page } = await openPlayground()
    await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query' }).click()
    await page.locator('.graphiql-doc-explorer').getByText('A loaf by the number on its label.').waitFor()
    await page.close()
  })

  it('shows a tab that is opened beside more than the bar holds', async () => {
    const { page } = await openPlayground()
    for (let tab = 0; tab < 15; tab += 1) await page.getByRole('button', { name: 'New tab' }).click()
    const seen = await page.locator('.graphiql-tab-active').evaluate((tab) => {
      const [{ left, right, top, bottom }, bar] = [tab.getBoundingClientRect(), tab.parentElement?.getBoundingClientRect()]
      return { within: bar !== undefined && left >= bar.left && right <= bar.right, onTop: tab.contains(tab.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2)) }
    })
    expect(await page.locator('.graphiql-tab').count()).toBe(16)
    expect(seen).toEqual({ within: true, onTop: true })
    await page.close()
  })

  it('asks nothing of any other origin, not even for the workers that mark a field the schema does not have', async () => {
    const { page, foreign } = await openPlayground()
    await page.locator('.graphiql-execute-button').click()
    await page.locator('.graphiql-response').getByText('750').waitFor()
    await page.locator('.graphiql-query-editor .view-lines').click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('{ loaf(id: "B-17") { colour')
    await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor({ state: 'attached' })
    const workers = page.workers().map((worker) => worker.url())
    expect(workers.some((url) => url.endsWith('/graphql.worker.js'))).toBe(true)
    expect(foreign()).toEqual([])
    await page.close()
  })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openExample, type OpenExample } from '../../docs/open-example.ts'
import { openBrowser, visit } from './open-browser.ts'

/** The program as people meet it: the bakery, taken in, and the playground at its door. */
let example: OpenExample
let browser: Browser

beforeAll(async () => {
  example = await openExample('examples/bakery')
  await example.ingest('till', 'examples/bakery/data/till.csv')
  await example.ingest('ledger', 'examples/bakery/data/ledger.jsonl')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await example?.close()
})

describe('the playground at the door of the bakery', () => {
  it('answers the question it opens with, and asks nothing of any other origin', async () => {
    const { page, complaints, foreign } = await visit(browser, example.door.url)
    await page.locator('.graphiql-tab').first().waitFor()
    await page.locator('.graphiql-query-editor').getByText(/order\(id:/).waitFor()
    await page.locator('.graphiql-execute-button').click()
    // Only lines in view are drawn: this one is near the top.
    await page.locator('.graphiql-response').getByText('Order/A-7').waitFor()
    await page.locator('.graphiql-response').getByText('31.50').waitFor()
    expect(complaints).toEqual([])
    expect(foreign()).toEqual([])
    await page.close()
  })

  it('has a tab for each question of the world, each titled once', async () => {
    const { page } = await visit(browser, example.door.url)
    await page.locator('.graphiql-query-editor').getByText(/order\(id:/).waitFor()
    const tabs = await page.locator('.graphiql-tab-button').allTextContents()
    expect(tabs.slice(0, 3)).toEqual(['OrderByVoucher', 'CompletedInBothSenses', 'BetweenTwoMeanings'])
    const lines = await page.locator('.graphiql-query-editor .view-line').allTextContents()
    expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(1)
    await page.close()
  })

  it('documents a type of the model beside those of the program', async () => {
    const { page } = await visit(browser, example.door.url)
    const docs = page.locator('.graphiql-doc-explorer')
    await docs.getByRole('link', { name: 'Query', exact: true }).click()
    await docs.getByRole('link', { name: 'Order', exact: true }).first().click()
    await docs.getByText('A cake or a tray of rolls that a customer asked for.').waitFor()
    await page.close()
  })

  it('shows every line of a question, however long', async () => {
    const { page } = await visit(browser, example.door.url)
    await page.locator('.graphiql-query-editor').getByText(/order\(id:/).waitFor()
    const beyond = await page.locator('.graphiql-query-editor').evaluate((editor) => {
      const right = editor.getBoundingClientRect().right
      return [...editor.querySelectorAll('.view-line > span')].filter((line) => line.getBoundingClientRect().right > right).map((line) => line.textContent)
    })
    expect(beyond).toEqual([])
    await page.close()
  })
})

import { chromium, type Browser, type Page } from 'playwright-core'

/** Headless, and silent towards the browser maker's hosts. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags })

export interface Visit {
  readonly page: Page
  /** Every address that the page asked for. */
  readonly requested: readonly string[]
  /** What failed, what the browser refused and what it complained of. */
  readonly complaints: readonly string[]
  /** Addresses, those of workers included, that are not of the origin visited. */
  readonly foreign: () => readonly string[]
}

/** Opens a page in a browser that remembers nothing. */
export const visit = async (browser: Browser, origin: string): Promise<Visit> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const requested: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requested.push(request.url()))
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.setDefaultTimeout(20_000)
  await page.goto(`${origin}/`)
  const foreign = (): readonly string[] => [...requested, ...page.workers().map((worker) => worker.url())].filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))
  return { page, requested, complaints, foreign }
}

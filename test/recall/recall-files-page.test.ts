import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NEAR_REASONS } from '../../src/recall/near-texts.ts'
import { REPORT_ABOUTS, REPORT_FIELDS } from '../../src/vocabulary/report-fields.ts'
import { reportFiles } from '../../src/recall/report-files.ts'
import { workedReport } from './worked-report.ts'

const page = readFileSync(new URL('../../docs/recall-files.md', import.meta.url), 'utf8')

test('the page lists every field by whom it is about, and no other', () => {
  for (const about of REPORT_ABOUTS) {
    const row = new RegExp(`^\\| \`${about}\`[^|]*\\| (.*) \\|$`, 'm').exec(page)?.[1] ?? ''
    expect([...row.matchAll(/`([a-zA-Z]+)`/g)].map((match) => match[1])).toEqual(Object.keys(REPORT_FIELDS[about]))
  }
})
test('every paragraph that a column cites has a row', () => {
  const cited = reportFiles(workedReport()).flatMap(({ tables }) => tables.flatMap(({ headings, rows, name }) => [...headings.map(({ cites }) => cites), ...(name.endsWith('report') || name.endsWith('notice') ? [...rows].map((row) => ('value' in (row[1] ?? { refused: true }) ? (row[1] as { value: string }).value : '')) : [])]))
  const rows = [...page.matchAll(/^\| `((?:8|MDR|FSN)[^`]*)` \|/gm)].map((match) => match[1] ?? '')
  for (const part of new Set(cited.flatMap((cites) => cites.split('; ')).filter((each) => each !== ''))) expect(rows.some((row) => part.startsWith(row)), part).toBe(true)
})
test('the page lists every reason of nearness, in order', () => {
  expect([...page.slice(page.indexOf('## Near matches')).matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])).toEqual(NEAR_REASONS)
})

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[]
}

/** A file that cannot be loaded, or whose set-up fails, has no failed test to count: it counts as one. */
const brokenFiles = (report: Report): number =>
  report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length

const closingLine = (report: Report): string =>
  `${report.numPassedTests} passed, ${report.numFailedTests + brokenFiles(report)} failed, ${report.numPendingTests + report.numTodoTests} skipped`

const folder = mkdtempSync(join(tmpdir(), 'osl-test-'))
const reportFile = join(folder, 'report.json')
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const child = spawn(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: join(import.meta.dirname, '..') },
)
// A terminal's Ctrl-C reaches vitest by itself; these are for a supervisor that signals only the process it started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))

child.on('exit', (code, signal) => {
  let line: string | undefined
  try {
    line = closingLine(JSON.parse(readFileSync(reportFile, 'utf8')) as Report)
  } catch (cause) {
    console.error(`vitest left no report to count from (${signal ?? `exit code ${code ?? 'unknown'}`}): ${String(cause)}`)
  }
  rmSync(folder, { recursive: true, force: true })
  console.log(line ?? '0 passed, 1 failed, 0 skipped')
  process.exitCode = line === undefined && code === 0 ? 1 : (code ?? 1)
})

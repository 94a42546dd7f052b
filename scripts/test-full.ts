import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * The tests that draw at random, at full size: of worlds, records and rules tenfold what a usual run draws or so, of expressions in memory and as SQL 100,000 cases.
 * Their size is read from these two variables, which may be set to others; so may be the files, by name.
 */
process.env['OSL_TEST_RUNS'] ??= '60'
process.env['OSL_TEST_CASES'] ??= '100000'

const root = join(import.meta.dirname, '..')
const drawing = globSync('test/**/*.test.ts', { cwd: root }).filter((file) => /OSL_TEST_(RUNS|CASES)/.test(readFileSync(join(root, file), 'utf8')))
if (process.argv.length === 2) process.argv.push(...drawing.sort())
await import('./test.ts')

import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../../src/problems/problem.ts'
import { exportSteelwheels } from './export.ts'

/** What `osl up` runs to fill an empty world: the script's tables as CSV, and the order in which to read them. */
const { values } = parseArgs({ options: { out: { type: 'string' } } })
if (values.out === undefined) throw new Error('--out is missing; it names the folder to write to')
try {
  const written = await exportSteelwheels({ out: values.out, workDir: join(import.meta.dirname, '../../.osl/steelwheels-jar') })
  const files = [...written].map(([source, { file, records }]) => ({ source, file: basename(file), records }))
  await writeFile(join(values.out, 'manifest.json'), `${JSON.stringify({ files }, undefined, 2)}\n`)
} catch (error) {
  if (!(error instanceof Problem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

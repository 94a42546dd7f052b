import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { problem } from '../../src/problems/problem.ts'
import { runProgram } from '../../src/servers/run-program.ts'

const ARTIFACT = 'net.hydromatic:steelwheels-data-hsqldb:0.2'
const JAR = 'steelwheels-data-hsqldb-0.2.jar'

/** Path of the jar that pom.xml pins, fetched by Maven into `folder` the first time. It appears there by a rename: if it is there, it is whole. */
export const resolveDataJar = async (folder: string, env: NodeJS.ProcessEnv = process.env): Promise<string> => {
  // Maven takes a relative folder as one beside the pom.
  const workDir = resolve(folder)
  const jar = join(workDir, JAR)
  if (existsSync(jar)) return jar
  await mkdir(workDir, { recursive: true })
  // A folder of its own for each call: two that fetch at the same time must not clear each other's away.
  const half = await mkdtemp(join(workDir, '.half-'))
  const args = ['-q', '-B', '-f', join(import.meta.dirname, 'pom.xml'), 'dependency:copy-dependencies', '-DincludeTypes=jar', `-DoutputDirectory=${half}`]
  try {
    const run = await runProgram({ command: 'mvn', args, env, cwd: import.meta.dirname })
    if (run.missing) throw problem('EXAMPLE_DATA_AWAY', { artifact: ARTIFACT, reason: `'mvn' cannot be run.` })
    if (run.exit !== 0 || !existsSync(join(half, JAR))) throw problem('EXAMPLE_DATA_AWAY', { artifact: ARTIFACT, reason: reasonOf(run.output) })
    await rename(join(half, JAR), jar)
    return jar
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/** Maven's own first error, without its advice to run it again. */
const reasonOf = (output: string): string => {
  const error = output.split('\n').find((line) => line.includes('[ERROR]') && line.trim() !== '[ERROR]')
  return `${(error ?? output.trim().split('\n').at(-1) ?? '').replace(/^.*\[ERROR\]\s*/, '').trim().slice(0, 500) || 'Maven said nothing'}.`
}

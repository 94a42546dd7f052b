import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { problem } from '../problems/problem.ts'
import { lastLine, reasonIn } from './console-file.ts'
import type { Log } from './log.ts'
import { ownProcess } from './own-process.ts'
import { runProgram } from './run-program.ts'

/** Maven's own words for what went wrong, without its advice to run it again. */
const reasonOf = (output: string): string => {
  const said = stripVTControlCharacters(output)
  const error = said.split('\n').find((line) => line.includes('[ERROR]') && line.trim() !== '[ERROR]')
  return reasonIn((error ?? lastLine(said)).replace(/\[ERROR\]\s*/, ''))
}

const clearHalfDone = (jars: string, log: Log): void => {
  for (const name of readdirSync(jars)) {
    const pid = /^\.half-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || ownProcess(Number(pid)) !== undefined) continue
    log(`Removing jars that were fetched only in part (${name}).`)
    rmSync(join(jars, name), { recursive: true, force: true })
  }
}

/** The folder of the jars that pom.xml pins, fetched by Maven the first time. Its name carries the hash of pom.xml and it appears by a rename: if it is there, it is whole. */
export const resolveJars = async (root: string, log: Log, env: NodeJS.ProcessEnv = process.env, signal?: AbortSignal): Promise<string> => {
  const pom = join(root, 'pom.xml')
  const jars = join(root, '.osl', 'jars')
  const folder = join(jars, createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  mkdirSync(jars, { recursive: true })
  clearHalfDone(jars, log)
  const half = join(jars, `.half-${process.pid}-${randomUUID()}`)
  log('Fetching the jars of Neo4j with Maven; this happens once and takes a minute or less.')
  const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DincludeTypes=jar', `-DoutputDirectory=${half}`]
  const result = await runProgram({ command: 'mvn', args, env, cwd: root, signal })
  if (result.missing) throw problem('MAVEN_MISSING', { looked: 'mvn' })
  if (result.exit !== 0) throw problem('JARS_UNRESOLVED', { pom, reason: reasonOf(result.output) })
  try {
    renameSync(half, folder)
  } catch (cause) {
    // Another start fetched the same jars meanwhile; theirs are as good.
    if (!existsSync(folder)) throw cause
    rmSync(half, { recursive: true, force: true })
  }
  return folder
}

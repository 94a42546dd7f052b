import { join } from 'node:path'
import { problem } from '../problems/problem.ts'
import { runProgram } from './run-program.ts'

const LEAST = 17

/**
 * What a Java of ours is given: it takes the letters of file names from the locale, and under LANG=C cannot open a home whose path has others.
 * Elsewhere than on Linux it takes them from the system.
 */
export const javaEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => (process.platform === 'linux' ? { ...env, LC_ALL: 'C.UTF-8' } : env)

/** The java to run, JAVA_HOME's first, proven to be new enough. */
export const findJava = async (env: NodeJS.ProcessEnv): Promise<string> => {
  const java = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java'
  const { exit, output } = await runProgram({ command: java, args: ['-version'], env })
  if (exit !== 0) throw problem('JAVA_MISSING', { looked: java })
  const version = /version "([^"]+)"/.exec(output)?.[1] ?? 'of unknown version'
  // "1.8.0_392" is Java 8; since 9 the first number is the release.
  const [first, second] = version.split(/[._-]/).map(Number)
  const release = first === 1 ? second : first
  if (release === undefined || !(release >= LEAST)) throw problem('JAVA_TOO_OLD', { looked: java, version })
  return java
}

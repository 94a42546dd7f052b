import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { resolveJars } from '../../src/servers/resolve-jars.ts'
import { startServers, type Servers } from '../../src/servers/start-servers.ts'
import { pathOf } from './path-of.ts'
import { plainEnv, root, smallMemory, temporaryHome, type TemporaryHome } from './temporary-home.ts'

let place: TemporaryHome
let project: string
beforeEach(() => {
  place = temporaryHome()
  project = join(dirname(place.home), 'project')
  mkdirSync(project)
  cpSync(join(root, 'pom.xml'), join(project, 'pom.xml'))
})
afterEach(() => place.remove())

const envWith = (programs: readonly string[], scripts: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const { JAVA_HOME, ...env } = plainEnv()
  return { ...env, PATH: pathOf(join(dirname(place.home), 'bin'), programs, scripts) }
}
const start = (env: NodeJS.ProcessEnv, from = root): Promise<Servers> => startServers({ home: place.home, root: from, env, log: place.log, memory: smallMemory })
const jarsOf = (): string[] => readdirSync(join(project, '.osl', 'jars'))

test('without Java the start says what to install or set, and leaves no PostgreSQL behind', async () => {
  await expect(start(envWith(['unshare']))).rejects.toMatchObject({ code: 'JAVA_MISSING', message: expect.stringMatching(/Java 17.*NEO4J_URI/) })
  expect(place.processOf('postgres')).toBeUndefined()
  expect(existsSync(join(place.home, 'osl.json'))).toBe(false)
})

test('Java 11, and Java 8 with its old way of counting, are too old', async () => {
  await expect(start(envWith(['unshare'], { java: `echo 'openjdk version "11.0.22" 2024-01-16' >&2` }))).rejects.toMatchObject({ code: 'JAVA_TOO_OLD', parameters: { version: '11.0.22' } })
  const old = { ...plainEnv(), JAVA_HOME: join(dirname(place.home), 'jdk8') }
  pathOf(join(old.JAVA_HOME, 'bin'), [], { java: `echo 'java version "1.8.0_392"' >&2` })
  await expect(start(old)).rejects.toMatchObject({ code: 'JAVA_TOO_OLD', parameters: { version: '1.8.0_392', looked: join(old.JAVA_HOME, 'bin', 'java') } })
})

test('without Maven, and no jars yet, the start says what to install or set', async () => {
  await expect(start(envWith(['java', 'unshare']), project)).rejects.toMatchObject({ code: 'MAVEN_MISSING', message: expect.stringMatching(/Maven 3\.6.*NEO4J_URI/) })
})

test("jars that cannot be fetched are an outage in Maven's own words, and nothing half done is taken for whole", async () => {
  const env = envWith(['mkdir', 'touch'], { mvn: `for a in "$@"; do case $a in -DoutputDirectory=*) mkdir -p "\${a#*=}"; touch "\${a#*=}/one.jar";; esac; done; echo '[INFO] x'; echo '[ERROR] Could not find artifact org.neo4j:neo4j:jar:9'; exit 1` })
  await expect(resolveJars(project, place.log, env)).rejects.toMatchObject({ code: 'JARS_UNRESOLVED', kind: 'outage', parameters: { reason: 'Could not find artifact org.neo4j:neo4j:jar:9.' } })
  expect(jarsOf().filter((name) => !name.startsWith('.half-'))).toEqual([])
})

test('jars are fetched once for a pom.xml and again when it changes; what a killed fetch left is removed, and said', async () => {
  const calls = join(project, 'calls')
  const env = envWith(['mkdir', 'touch'], { mvn: `for a in "$@"; do case $a in -DoutputDirectory=*) mkdir -p "\${a#*=}"; touch "\${a#*=}/one.jar";; esac; done; echo call >> ${calls}` })
  mkdirSync(join(project, '.osl', 'jars', '.half-999999999-x'), { recursive: true })
  const first = await resolveJars(project, place.log, env)
  expect(readdirSync(first)).toEqual(['one.jar'])
  expect(place.said[0]).toMatch('.half-999999999-x')
  expect(await resolveJars(project, place.log, envWith([]))).toBe(first)
  writeFileSync(join(project, 'pom.xml'), '<project/>')
  expect(await resolveJars(project, place.log, env)).not.toBe(first)
  expect(jarsOf()).toHaveLength(2)
})

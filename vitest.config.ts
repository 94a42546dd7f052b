import './src/cli/require-node.js'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The servers of a run live for minutes: what the JVM's second compiler would gain, it does not earn back in them. */
process.env['JDK_JAVA_OPTIONS'] ??= '-XX:TieredStopAtLevel=1'
/** Programs that tests start, hundreds of them, compile what they load once between them. */
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '.osl-test', 'compiled')

/** Files that take a minute or so, first: begun last, one would leave the other worker with nothing to do. The others follow in vitest's own order. */
const LONG = ['worlds/medtech.journey', 'receipt/medtech.journey', 'absorb/corrections.journey', 'docs/ask.journey', 'worlds/by-states', 'bulk/equals-ingest', 'docs/how-to.journey', 'journal/same-graph.journey', 'cli/commands.journey', 'drills/killed-', 'receipt/anything.journey', 'cli/up.journey', 'servers/killed-parent.journey', 'servers/bundled-servers.journey', 'bulk/bundled-import.journey']
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const placeOf = ({ moduleId }: TestSpecification): number => LONG.findIndex((part) => moduleId.includes(`/test/${part}`))
    return [...sorted.filter((file) => placeOf(file) >= 0).sort((a, b) => placeOf(a) - placeOf(b)), ...sorted.filter((file) => placeOf(file) < 0)]
  }
}

const servers = ['test/**/*.{graph,warehouse,journey,browser}.test.ts']

/** Vite would take graphql's .mjs for us and leave its .js to Apollo: two copies, each refusing the other's schemas. Node takes the .js for both. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

/** The price of a test is in its suffix: plain `.test.ts` is pure; all others have a pair of servers while they run, of which there are two. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      {
        resolve,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: servers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          name: 'servers',
          include: servers,
          globalSetup: ['test/servers/global-setup.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

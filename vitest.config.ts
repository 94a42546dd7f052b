import './src/cli/require-node.js'
import { defineConfig } from 'vitest/config'

/** The servers of a run live for minutes: what the JVM's second compiler would gain, it does not earn back in them. */
process.env['JDK_JAVA_OPTIONS'] ??= '-XX:TieredStopAtLevel=1'

const servers = ['test/**/*.{graph,warehouse,journey,browser}.test.ts']

/** Vite would take graphql's .mjs for us and leave its .js to Apollo: two copies, each refusing the other's schemas. Node takes the .js for both. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

/** The price of a test is in its suffix: plain `.test.ts` is pure; all others have a pair of servers while they run, of which there are two. */
export default defineConfig({
  test: {
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

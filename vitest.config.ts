import './src/cli/require-node.js'
import { defineConfig } from 'vitest/config'

const servers = ['test/**/*.{graph,warehouse,journey,browser}.test.ts']

/** The price of a test is in its suffix: plain `.test.ts` is pure and runs in parallel, all others share one pair of servers and run one by one. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: servers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'servers',
          include: servers,
          globalSetup: ['test/servers/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

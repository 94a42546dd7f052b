/** GraphiQL's own worker set-ups name a CDN or want Vite's or webpack's dialect; the bundle puts each worker beside this file instead. */
const workerFiles: Readonly<Record<string, string>> = { graphql: 'graphql.worker.js', json: 'json.worker.js' }

export const useLocalWorkers = (): void => {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_: string, label: string): Worker => new Worker(new URL(workerFiles[label] ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
    },
  })
}

import { parentPort, workerData } from 'node:worker_threads'
import { openPartFiles } from './graph/import-files.ts'
import { clientBeyond, type Answered } from './journal/client-beyond.ts'
import { definitionsUpTo } from './journal/definitions.ts'
import { Survivors } from './journal/survivors.ts'
import { settleStretch } from './journal/sweep-journal.ts'
import { loadModel } from './model/load-model.ts'
import { invariant } from './problems/invariant.ts'
import { Problem, problem } from './problems/problem.ts'
import type { SettleSetup, SettleTask, SettleTold } from './settle-threads.ts'

/* A thread of `settle-threads.ts`: settles stretches over the connection of who began it, so that all are of one transaction. */

invariant(parentPort !== null, 'settle-thread', 'is a thread')
const port = parentPort
const { model: { folder: modelFolder, fingerprint }, rulings, folder, part, merges, now, keep } = workerData as SettleSetup
/** Large texts are handed over, not copied; small ones stand in memory that others share. */
const tell = (told: SettleTold): void => port.postMessage(told, 'copy' in told && told.text.byteLength === told.text.buffer.byteLength ? [told.text.buffer as ArrayBuffer] : [])

const client = clientBeyond(tell)

const open = async () => {
  const loaded = await loadModel(modelFolder)
  if (!loaded.ok || loaded.model.fingerprint !== fingerprint) throw problem('MODEL_INVALID', { folder: modelFolder, problems: 'its files were changed while a world was settled under it' })
  const model = { ...loaded.model, ...await definitionsUpTo(client, loaded.model, rulings, []) }
  return { world: { client, model, survivors: new Survivors(merges), now, keep }, writer: await openPartFiles(folder, part, model) }
}

const carryOut = async (opened: ReturnType<typeof open>, task: SettleTask): Promise<SettleTold> => {
  const { world, writer } = await opened
  if ('finish' in task) return { finished: await writer.finish() }
  const { nodes, edges, former, conflicts, due } = await settleStretch(world, task.settle)
  await writer.write({ nodes, edges })
  return { settled: { former, conflicts, due, entities: nodes.length } }
}

const opened = open()
// Whoever asks first is told.
opened.catch(() => undefined)
port.on('message', (message: Answered | SettleTask) => {
  if ('answer' in message) {
    client.take(message)
    return
  }
  carryOut(opened, message).then(tell, (error: unknown) => {
    if (!(error instanceof Problem)) throw error
    const { code, kind, message: text, parameters } = error
    tell({ failed: { code, kind, message: text, parameters } })
  })
})

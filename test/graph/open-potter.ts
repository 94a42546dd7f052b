import type { Driver } from 'neo4j-driver'
import { join } from 'node:path'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { openTestGraph } from '../gateway/open-door.ts'

/** A graph that is ready for the potter's model, to be written by plain Cypher. */
export const openPotter = async (): Promise<{ readonly driver: Driver; readonly model: Model }> => {
  const driver = await openTestGraph()
  const loaded = await loadModel(join(import.meta.dirname, 'potter'))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  await prepareGraph(driver, loaded.model)
  return { driver, model: loaded.model }
}

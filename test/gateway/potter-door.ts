import type { Driver } from 'neo4j-driver'
import { join } from 'node:path'
import type { Gateway } from '../../src/gateway/create-gateway.ts'
import type { GatewayOptions } from '../../src/gateway/gateway-options.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import { loadModel } from '../../src/model/load-model.ts'
import type { Model } from '../../src/model/model.ts'
import { readModelSdl } from '../../src/model/sdl.ts'
import { writeGraph } from '../graph/write-graph.ts'
import { openDoor, openTestGraph } from './open-door.ts'

const FOLDER = join(import.meta.dirname, '..', 'graph', 'potter')

export interface PotterDoor {
  readonly model: Model
  readonly driver: Driver
  readonly gateway: Gateway
  /** Another door to the same graph. */
  readonly openAnother: (driver: Driver) => Promise<Gateway>
  readonly close: () => Promise<void>
}

/** A door to the potter's world, whose graph holds these nodes and links and nothing else. */
export const openPotterDoor = async (nodes: Parameters<typeof writeGraph>[1], links: Parameters<typeof writeGraph>[2], options: Partial<GatewayOptions> = {}): Promise<PotterDoor> => {
  const driver = await openTestGraph()
  const loaded = await loadModel(FOLDER)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const { model } = loaded
  await prepareGraph(driver, model)
  await writeGraph(driver, nodes, links)
  const sdl = await readModelSdl(FOLDER)
  const openAnother = (own: Driver): Promise<Gateway> => openDoor({ model, sdl, driver: own, ...options })
  const gateway = await openAnother(driver)
  return { model, driver, gateway, openAnother, close: async () => {
    await gateway.close()
    await driver.close()
  } }
}

import neo4j, { type Driver } from 'neo4j-driver'
import { problem } from '../problems/problem.ts'
import { readWatermark } from './apply-change.ts'
import { inGraph } from './graph-away.ts'

/** Refuses a graph that holds something and was never ours: a rebuild would take it out. Our own keeps its watermark as long as it holds anything else. Changes nothing. */
export const refuseStrangeGraph = async (driver: Driver, uri: string): Promise<void> => {
  if ((await readWatermark(driver)) !== undefined) return
  await inGraph('look at what the graph holds', async () => {
    const session = driver.session({ defaultAccessMode: neo4j.session.READ })
    try {
      const nodes = Number((await session.run('MATCH (node) RETURN count(node) AS nodes')).records[0]?.get('nodes'))
      if (nodes === 0) return
      // The first thousand say enough; db.labels would name those too that only a constraint of an empty graph has.
      const { records } = await session.run('MATCH (node) WITH node LIMIT 1000 UNWIND labels(node) AS label RETURN DISTINCT label ORDER BY label')
      throw problem('GRAPH_NOT_OURS', { uri, nodes, labels: records.map((record) => String(record.get('label'))) })
    } finally {
      await session.close()
    }
  })
}

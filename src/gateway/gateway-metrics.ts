import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { Sent } from '../graph/graph-reader.ts'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export interface GatewayMetrics {
  readonly registry: Registry
  readonly answered: (code: string, seconds: number) => void
  readonly sent: (sent: Sent) => void
}

/** Figures in the words of the code: a statement's name is its label. */
export const makeMetrics = (): GatewayMetrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Histogram({ name: 'osl_answer_seconds', help: 'Time to answer a question, by the code of its first error or OK.', labelNames: ['code'], buckets: SECONDS, registers: [registry] })
  const statements = new Histogram({ name: 'osl_statement_seconds', help: 'Time of a statement at the graph, by its name.', labelNames: ['statement'], buckets: SECONDS, registers: [registry] })
  const rows = new Counter({ name: 'osl_statement_rows_total', help: 'Rows read from the graph, by the name of the statement.', labelNames: ['statement'], registers: [registry] })
  return {
    registry,
    answered: (code, seconds) => answers.observe({ code }, seconds),
    sent: ({ name, ms, rows: read }) => {
      statements.observe({ statement: name }, ms / 1000)
      rows.inc({ statement: name }, read)
    },
  }
}

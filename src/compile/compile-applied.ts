import { readFileSync } from 'node:fs'
import type { Statement } from './statement.ts'

const text = readFileSync(new URL('../../cypher/read/applied.cypher', import.meta.url), 'utf8')

/** The watermark of the graph; see the text for its row. */
export const compileApplied = (): Statement => ({ name: 'applied', text, parameters: {} })

import { parseArgs } from 'node:util'
import { generateMedtech } from './generate.ts'

/** What `osl up` runs to fill an empty world: a thousand orders. */
const { values } = parseArgs({ options: { out: { type: 'string' } } })
if (values.out === undefined) throw new Error('--out is missing; it names the folder to write to')
await generateMedtech({ orders: 1_000, seed: 1, out: values.out })

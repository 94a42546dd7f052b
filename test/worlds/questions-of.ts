import { join } from 'node:path'
import { readExamples } from '../../src/cli/example.ts'

/** A world's example questions, each with the name of its operation. */
export const questionsOf = async (folder: string): Promise<readonly { readonly title: string; readonly query: string; readonly name: string }[]> =>
  (await readExamples(join(import.meta.dirname, '../../examples', folder))).map((one) => ({ ...one, name: /^query (\w+)/m.exec(one.query)?.[1] ?? one.title }))

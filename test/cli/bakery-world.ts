import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../servers/temporary-home.ts'

export const bakery = join(root, 'examples/bakery')
export const till = join(bakery, 'data/till.csv')
export const ledger = join(bakery, 'data/ledger.jsonl')

/** A world's folder as a user would make one: a link to the bakery's model, the bakery's data and one question. */
export const makeBakeryWorld = (folder: string): string => {
  mkdirSync(join(folder, 'questions'), { recursive: true })
  symlinkSync(bakery, join(folder, 'model'))
  cpSync(join(bakery, 'data'), join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'questions', '01-number.graphql'), '# An order by its number\n{ order(id: "A-7") { id } }\n')
  return folder
}

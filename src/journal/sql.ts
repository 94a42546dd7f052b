import { readFileSync } from 'node:fs'
import type { QueryConfig } from 'pg'

const folder = new URL('../../sql/', import.meta.url)
const texts = new Map<string, string>()

const read = (name: string): string => readFileSync(new URL(`${name}.sql`, folder), 'utf8').replace(/^-- part (\S+)\n/gm, (_, part: string) => read(part))

/** The reviewed text of a statement by its file's name, such as `write/append-events`, with the parts that it has in common with others (`-- part <name>`); prepared once a connection under that name. */
export const sql = (name: string, values: readonly unknown[] = []): QueryConfig => {
  let text = texts.get(name)
  if (text === undefined) {
    text = read(name)
    texts.set(name, text)
  }
  return { name, text, values: [...values] }
}

import { readFileSync } from 'node:fs'
import type { QueryConfig } from 'pg'

const folder = new URL('../../sql/', import.meta.url)
const texts = new Map<string, string>()

/** Parts by the names of others that stand in their places. */
type Instead = Readonly<Record<string, string>>

const read = (name: string, instead: Instead): string =>
  readFileSync(new URL(`${name}.sql`, folder), 'utf8').replace(/^-- part (\S+)\n/gm, (_, part: string) => read(instead[part] ?? part, instead))

/**
 * The reviewed text of a statement by its file's name, such as `write/append-events`, with the parts that it has in common with others (`-- part <name>`), `instead` with
 * others in the places of some; prepared once a connection under those names.
 */
export const sql = (name: string, values: readonly unknown[] = [], instead: Instead = {}): QueryConfig => {
  const called = [name, ...Object.values(instead)].join(' ')
  let text = texts.get(called)
  if (text === undefined) {
    text = read(name, instead)
    texts.set(called, text)
  }
  return { name: called, text, values: [...values] }
}

/** A row of a table by column name; null is SQL's NULL, everything else its literal's text. */
export type Row = Readonly<Record<string, string | null>>

/** An HSQLDB text script → rows by table: columns from its CREATE TABLE lines, values from its INSERT lines, one statement a line. */
export const readScript = (script: string): ReadonlyMap<string, readonly Row[]> => {
  const columns = new Map<string, readonly string[]>()
  const tables = new Map<string, Row[]>()
  for (const [n, line] of script.split('\n').entries()) {
    const created = /^CREATE MEMORY TABLE (?:"[^"]+"\.)?"([^"]+)"\((.*)\)\s*$/.exec(line)
    if (created?.[1] !== undefined && created[2] !== undefined) {
      columns.set(created[1], [...created[2].matchAll(/(?:^|,)"([^"]+)" [A-Z]/g)].map((match) => match[1] ?? ''))
      tables.set(created[1], [])
    }
    const inserted = /^INSERT INTO "([^"]+)" VALUES\((.*)\)\s*$/.exec(line)
    if (inserted?.[1] === undefined || inserted[2] === undefined) continue
    const names = columns.get(inserted[1]) ?? []
    const values = readLiterals(inserted[2])
    if (values.length !== names.length) throw new Error(`Line ${n + 1} of the script has ${values.length} values for the ${names.length} columns of "${inserted[1]}".`)
    tables.get(inserted[1])?.push(Object.fromEntries(names.map((name, at) => [name, values[at] ?? null])))
  }
  return tables
}

/** A text in quotes, its quotes doubled and characters beyond ASCII as \uXXXX; else NULL or a number, to the next comma. */
const LITERAL = /'((?:[^']|'')*)'|([^',]+)/gy

const readLiterals = (list: string): readonly (string | null)[] => {
  const values: (string | null)[] = []
  LITERAL.lastIndex = 0
  for (let at = 0; at <= list.length; at = LITERAL.lastIndex + 1) {
    LITERAL.lastIndex = at
    const match = LITERAL.exec(list)
    if (match === null || (LITERAL.lastIndex < list.length && list[LITERAL.lastIndex] !== ',')) throw new Error(`The script's values cannot be read from here: ${list.slice(at, at + 40)}`)
    const [, text, bare] = match
    if (text !== undefined) values.push(text.replaceAll("''", "'").replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))))
    else values.push(bare === undefined || bare === 'NULL' ? null : bare)
  }
  return values
}

import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

export interface EntitiesWanted {
  readonly type: string
  readonly refs: readonly string[]
  readonly columns: readonly string[]
}

/** Entities of any types by ref, in one statement: a branch a type. Rows: ref, columns (a list, in the order asked for that type). */
export const compileEntities = (wanted: readonly EntitiesWanted[]): Statement => {
  const names = new Names()
  const ref = names.variable('ref')
  const branches = wanted.map(({ type, refs, columns }) => {
    const row = names.variable(type)
    return [
      `UNWIND ${names.parameter(`${type}Refs`, refs)} AS ${ref}`,
      `MATCH (${row}:${quote(type)} {ref: ${ref}})`,
      `RETURN ${row}.ref AS ref, [${columns.map((column) => `${row}.${quote(column)}`).join(', ')}] AS columns`,
    ].join('\n')
  })
  return { name: `entities of ${wanted.map(({ type }) => type).join(', ')}`, text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}

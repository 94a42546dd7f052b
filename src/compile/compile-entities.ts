import type { RowPlan } from '../plan/page-plan.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { compileBelow, listed } from './compile-below.ts'
import { makeScope, type ConditionScope } from './compile-condition.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

export interface EntitiesWanted {
  readonly row: RowPlan
  readonly refs: readonly string[]
}

/** Entities of any types by ref, in one statement: a branch a type. Rows: ref, columns (a list, in the order asked for that type, then what comes with the row). */
export const compileEntities = (wanted: readonly EntitiesWanted[], now: Instant): Statement => {
  const names = new Names()
  const scope = makeScope(names, now)
  const ref = names.variable('ref')
  const branches = wanted.map(({ row: plan, refs }) => {
    const { name } = plan.type
    const row = names.variable(name)
    return [
      `UNWIND ${names.parameter(`${name}Refs`, refs)} AS ${ref}`,
      `MATCH (${row}:${quote(name)} {ref: ${ref}})`,
      `RETURN ${row}.ref AS ref, ${readOf(scope, row, plan)} AS columns`,
    ].join('\n')
  })
  return { name: `entities of ${wanted.map(({ row }) => row.type.name).join(', ')}`, text: branches.join('\nUNION ALL\n'), parameters: names.parameters }
}

/** What is read of a row, as a list: its columns, then what comes with it. */
export const readOf = (scope: ConditionScope, row: string, plan: RowPlan): string =>
  listed([...plan.columns.map((column) => `${row}.${quote(column)}`), ...compileBelow(scope, row, plan)])

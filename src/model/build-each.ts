import { withVariable } from '../expression/environments.ts'
import type { StaticType } from '../expression/expression.ts'
import { isList } from '../expression/static-types.ts'
import { compileAt, LIST, type ExpressionPlace } from './compile-at.ts'
import type { EachVariable } from './model.ts'
import type { Draft } from './read-shape.ts'
import type { YieldData } from './shapes.ts'
import type { YamlPath } from './yaml-file.ts'

const VARIABLE = /^[a-z][A-Za-z0-9_]*$/
const TAKEN = ['in', 'as', 'null', 'true', 'false']

/** The variables of an `each`, and the place in which what stands beside it is compiled: it sees them. A list that is no expression still names its variable. */
export const buildEach = <P extends ExpressionPlace>(data: Draft<NonNullable<YieldData['each']>> | undefined, path: YamlPath, around: P): { readonly each: readonly EachVariable[]; readonly place: P } => {
  const each: EachVariable[] = []
  let place = around
  for (const [variable, given] of Object.entries(data ?? {})) {
    const at = [...path, 'each', variable]
    const taken = [...Object.keys(place.environment.variables), ...TAKEN]
    if (!VARIABLE.test(variable) || taken.includes(variable)) place.report('BAD_NAME', place.file.keyAt(at), { what: 'variable', name: variable, wanted: `a word of letters, digits and _ that stands for nothing else: ${taken.join(', ')} are taken` })
    const list = given === undefined ? undefined : compileAt(place, at, LIST)
    const element: StaticType = list !== undefined && isList(list.type) ? list.type.list : 'dyn'
    place = { ...place, environment: withVariable(place.environment, variable, element) }
    if (list !== undefined) each.push(Object.freeze({ variable, list }))
  }
  return { each: Object.freeze(each), place }
}

import type { Value } from './expression.ts'

/** JSON with members in the order of their names; unknown, a null inside a list, is null again. Members of the top that are left out are as if they were not there. */
export const canonicalText = (value: Value, leftOut: ReadonlySet<string> = NONE): string => {
  if (typeof value !== 'object') return typeof value === 'symbol' ? 'null' : JSON.stringify(value)
  if (isList(value)) return `[${value.map((element) => canonicalText(element)).join(',')}]`
  let text = '{'
  for (const name of Object.keys(value).sort()) if (!leftOut.has(name)) text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${canonicalText(value[name] as Value)}`
  return `${text}}`
}

const NONE: ReadonlySet<string> = new Set()
const isList = (value: object): value is readonly Value[] => Array.isArray(value)

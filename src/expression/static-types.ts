import type { StaticType } from './expression.ts'

export type Scalar = Extract<StaticType, string>

export const isList = (type: StaticType): type is { readonly list: StaticType } => typeof type === 'object' && 'list' in type
export const isMap = (type: StaticType): type is { readonly map: StaticType } => typeof type === 'object' && 'map' in type
export const isObject = (type: StaticType): type is Extract<StaticType, { readonly object: string }> => typeof type === 'object' && 'object' in type

export const sameType = (a: StaticType, b: StaticType): boolean => {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  if (isList(a)) return isList(b) && sameType(a.list, b.list)
  if (isMap(a)) return isMap(b) && sameType(a.map, b.map)
  return isObject(b) && a.object === b.object
}

const NUMBERS: readonly StaticType[] = ['int', 'double', 'decimal']
export const isNumber = (type: StaticType): type is 'int' | 'double' | 'decimal' => NUMBERS.includes(type)

/** The type both numbers are read as when they meet: int < double < decimal. A decimal stays exact: a double joins it by its digits. */
export const widerNumber = (a: 'int' | 'double' | 'decimal', b: 'int' | 'double' | 'decimal'): 'int' | 'double' | 'decimal' =>
  NUMBERS.indexOf(a) >= NUMBERS.indexOf(b) ? a : b

/** One type for two branches or list elements; dyn when only the run can tell; undefined when they can never agree. */
export const joinTypes = (a: StaticType, b: StaticType): StaticType | undefined => {
  if (sameType(a, b)) return a
  if (isNumber(a) && isNumber(b)) return widerNumber(a, b)
  if (a === 'dyn' || b === 'dyn') return 'dyn'
  // Numbers inside a list stay as they are, so lists of different numbers are no one type.
  if (isList(a) && isList(b) && !(isNumber(a.list) && isNumber(b.list))) {
    const element = joinTypes(a.list, b.list)
    return element === undefined ? undefined : { list: element }
  }
  return undefined
}

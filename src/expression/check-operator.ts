import { adapt, conversionHint, refuse, typeName, type Checker } from './checker.ts'
import type { StaticType } from './expression.ts'
import { ARITHMETIC, equality, HAS_KEY, inDyn, membership, NEGATE, ORDER, sameBetween } from './operators.ts'
import type { Syntax } from './parse-expression.ts'
import { isList, isMap, isNumber, isObject, sameType, widerNumber, type Scalar } from './static-types.ts'
import type { Overload, Typed } from './typed-tree.ts'

type Pair = readonly [Syntax, Syntax]
const both = (args: Pair, checker: Checker): readonly [Typed, Typed] | undefined => {
  const left = checker.check(args[0], checker)
  const right = checker.check(args[1], checker)
  return left === undefined || right === undefined ? undefined : [left, right]
}
const call = (overload: Overload, args: readonly Typed[], node: Syntax): Typed => ({ op: 'call', overload, args, type: overload.result, start: node.start, end: node.end })
const isNull = (node: Syntax): boolean => node.op === 'value' && node.args === null

/** The type as which two sides meet: their own, the wider number, or what the typed side says of a dyn one. Dyn with int is a double: the record may hold 1.5. */
const meeting = (a: StaticType, b: StaticType): Scalar | undefined => {
  if (isNumber(a) && isNumber(b)) return widerNumber(a, b)
  if (typeof a === 'object' || typeof b === 'object') return undefined
  if (a === b) return a
  if (a === 'dyn') return b === 'int' ? 'double' : b
  if (b === 'dyn') return a === 'int' ? 'double' : a
  return undefined
}

export const checkEquality = (op: '==' | '!=', args: Pair, node: Syntax, checker: Checker): Typed | undefined => {
  if (isNull(args[0]) || isNull(args[1])) {
    const other = isNull(args[0]) ? args[1] : args[0]
    if (!isNull(other)) checker.check(other, checker)
    const asked = `has(${checker.text.slice(other.start, other.end)})`
    return refuse(checker, node, `There is no null to compare with: what is absent is unknown. Ask ${op === '==' ? `!${asked}` : asked}.`)
  }
  const sides = both(args, checker)
  if (sides === undefined) return undefined
  const [left, right] = sides
  const same = sameBetween(left.type, right.type)
  if (same !== undefined) return call(equality(op, [left.type, right.type], same), [left, right], node)
  const composite = [left, right].find((side) => typeof side.type === 'object')
  if (composite !== undefined) return refuse(checker, node, `'${op}' compares single values, this is ${typeName(composite.type)}; compare its members or elements.`)
  return refuse(checker, node, `${typeName(left.type)} is never equal to ${typeName(right.type)}; convert one side, as with ${conversionHint(left.type === 'string' ? right.type : left.type)}.`)
}

export const checkOrder = (op: '<' | '<=' | '>' | '>=', args: Pair, node: Syntax, checker: Checker): Typed | undefined => {
  const sides = both(args, checker)
  if (sides === undefined) return undefined
  const [left, right] = sides
  const type = meeting(left.type, right.type)
  const overload = type === undefined ? undefined : ORDER[op][type]
  if (type !== undefined && overload !== undefined) return call(overload, [adapt(left, type), adapt(right, type)], node)
  if (type === 'string') return refuse(checker, node, `'${op}' on texts is left out: stores order texts differently. Compare numbers, times or durations.`)
  if (type === 'dyn') return refuse(checker, node, `Neither side of '${op}' has a known type; say int(…), double(…), decimal(…) or timestamp(…) on one.`)
  return refuse(checker, node, `'${op}' compares numbers, times or durations with their like; these are ${typeName(left.type)} and ${typeName(right.type)}.`)
}

export const checkArithmetic = (op: string, args: Pair, node: Syntax, checker: Checker): Typed | undefined => {
  const sides = both(args, checker)
  if (sides === undefined) return undefined
  const [left, right] = sides
  if (op === '+' && isList(left.type) && isList(right.type)) return concatenation(left, right, node, checker)
  const overloads = ARITHMETIC[op] ?? []
  const find = (a: StaticType, b: StaticType): Overload | undefined => overloads.find(({ parameters: [p, q] }) => p === a && q === b)
  const exact = find(left.type, right.type)
  if (exact !== undefined) return call(exact, [left, right], node)
  const type = op === '%' && (left.type === 'int' || right.type === 'int') && (left.type === 'dyn' || right.type === 'dyn') ? 'int' : meeting(left.type, right.type)
  const overload = type === undefined ? undefined : find(type, type)
  if (type !== undefined && overload !== undefined) return call(overload, [adapt(left, type), adapt(right, type)], node)
  if (left.type === 'dyn' || right.type === 'dyn') {
    return refuse(checker, node, `'${op}' needs to know what ${left.type === 'dyn' ? 'its left side' : 'its right side'} is; say int(…), double(…), decimal(…), timestamp(…) or duration(…).`)
  }
  if (op === '+' && (left.type === 'string' || right.type === 'string')) {
    return refuse(checker, node, `'+' joins texts; these are ${typeName(left.type)} and ${typeName(right.type)}. Say string(…) of the other side.`)
  }
  if (op === '/' && type === 'decimal') return refuse(checker, node, `'/' of decimals has no exact answer; say double(…) on both sides.`)
  return refuse(checker, node, `'${op}' has no meaning between ${typeName(left.type)} and ${typeName(right.type)}.`)
}

const concatenation = (left: Typed, right: Typed, node: Syntax, checker: Checker): Typed | undefined => {
  if (!sameType(left.type, right.type)) return refuse(checker, node, `'+' joins lists of one type; these are ${typeName(left.type)} and ${typeName(right.type)}.`)
  return call({ name: '+', receiver: false, parameters: ['list', 'list'], result: left.type, run: (a, b) => [...(a as readonly []), ...(b as readonly [])], sql: '($1 || $2)' }, [left, right], node)
}

export const checkNegation = (of: Syntax, node: Syntax, checker: Checker): Typed | undefined => {
  const tree = checker.check(of, checker)
  if (tree === undefined) return undefined
  if (tree.op === 'literal' && typeof tree.value === 'number') return { ...tree, value: tree.value === 0 ? 0 : -tree.value, start: node.start }
  if (tree.type === 'dyn') return call(NEGATE.double, [adapt(tree, 'double')], node)
  if (isNumber(tree.type) || tree.type === 'duration') return call(NEGATE[tree.type], [tree], node)
  return refuse(checker, node, `'-' turns a number or a duration around, this is ${typeName(tree.type)}.`)
}

export const checkIn = (args: Pair, node: Syntax, checker: Checker): Typed | undefined => {
  const sides = both(args, checker)
  if (sides === undefined) return undefined
  const [left, right] = sides
  if (typeof left.type === 'object') return refuse(checker, left, `'in' looks for a single value, this is ${typeName(left.type)}.`)
  const element = isList(right.type) ? right.type.list : 'dyn'
  const same = sameBetween(left.type, element)
  if (right.type === 'dyn' && same !== undefined) return call(inDyn(left.type, same), [left, right], node)
  if (isMap(right.type) || isObject(right.type)) {
    if (left.type === 'string' || left.type === 'dyn') return call(HAS_KEY, [adapt(left, 'string'), right], node)
    return refuse(checker, left, `The members of ${typeName(right.type)} are named by texts, this is ${typeName(left.type)}.`)
  }
  if (!isList(right.type)) return refuse(checker, right, `What stands after 'in' is a list or a map, this is ${typeName(right.type)}.`)
  if (same === undefined) return refuse(checker, node, `${typeName(left.type)} is never in ${typeName(right.type)}.`)
  return call(membership(left.type, element, same), [left, right], node)
}

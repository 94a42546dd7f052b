import { nearest } from '../problems/nearest.ts'
import { checkMacro, isMacro, MACROS } from './check-macro.ts'
import { adapt, didYouMean, refuse, typeName, type Checker, type Place } from './checker.ts'
import type { StaticType } from './expression.ts'
import { FUNCTIONS, METHODS } from './functions.ts'
import { isZone } from './local-moment.ts'
import { methodName, type Syntax } from './parse-expression.ts'
import { SOURCE_FUNCTIONS } from './source-functions.ts'
import { isList, isMap, isObject, sameType } from './static-types.ts'
import type { Overload, Parameter, Typed } from './typed-tree.ts'

/** CEL that is left out on purpose, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  matches: "'matches' is left out: regular expressions differ between stores, and some run for minutes. Use startsWith, endsWith, contains, or compare with ==.",
  type: "'type' is left out: an expression's types are known before it runs.",
  dyn: "'dyn' is left out: what a record holds has no fixed type already.",
  uint: "'uint' is left out; use int.",
  bytes: "'bytes' is left out; records hold texts and numbers.",
  bind: "'cel.bind' is left out: write the expression where it is used.",
  optMap: 'Optional values are left out: what is absent is unknown.',
  orValue: 'Optional values are left out; say has(x) ? x : other.',
}

const available = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known)
  return near.length === 0 ? ` There is: ${known.join(', ')}.` : didYouMean(near)
}

export const checkCall = (name: string, args: readonly Syntax[], node: Syntax, checker: Checker): Typed | undefined => {
  const place: Place = { start: node.start, end: node.start + name.length }
  if (name === 'has') return checkHas(args, node, checker)
  const trees = args.map((arg) => checker.check(arg, checker))
  const { functions } = checker.environment
  const overloads = FUNCTIONS.get(name) ?? functions?.get(name)
  if (overloads === undefined) {
    const hint = METHODS.has(name) || isMacro(name) ? ` It is written behind what it works on: x.${name}(…).` : SOURCE_FUNCTIONS.has(name) ? ` It reads what a source sends, which the stores cannot: only a source's expressions have it. Have the source set a field to what it answers, and name that.` : available(name, [...FUNCTIONS.keys(), ...(functions?.keys() ?? []), 'has'])
    return refuse(checker, place, Object.hasOwn(LEFT_OUT, name) ? (LEFT_OUT[name] ?? '') : `There is no function '${name}'.${hint}`)
  }
  return resolve(name, overloads, trees, { node, place, checker })
}

export const checkMethod = (name: string, receiver: Syntax, args: readonly Syntax[], node: Syntax, checker: Checker): Typed | undefined => {
  const place = methodName(checker.text, receiver, name)
  if (Object.hasOwn(LEFT_OUT, name)) {
    if (name !== 'bind') [receiver, ...args].forEach((part) => checker.check(part, checker))
    return refuse(checker, place, LEFT_OUT[name] ?? '')
  }
  if (isMacro(name)) return checkMacro({ macro: name, receiver, args, node, place }, checker)
  const trees = [receiver, ...args].map((arg) => checker.check(arg, checker))
  const overloads = METHODS.get(name)
  if (overloads === undefined) {
    const hint = FUNCTIONS.has(name) || name === 'has' ? ` It is written in front: ${name}(…).` : available(name, [...METHODS.keys(), ...MACROS])
    return refuse(checker, place, `There is no function '${name}' to call on a value.${hint}`)
  }
  return resolve(name, overloads, trees, { node, place, checker })
}

const checkHas = (args: readonly Syntax[], node: Syntax, checker: Checker): Typed | undefined => {
  const [arg] = args
  if (arg === undefined || args.length !== 1) return refuse(checker, node, `has(…) asks about one member, as in has(record.name); this gives it ${args.length}.`)
  const of = checker.check(arg, checker)
  if (of === undefined) return undefined
  if (of.op !== 'member' && of.op !== 'name' && of.op !== 'local' && of.op !== 'index') return refuse(checker, arg, 'has(…) asks whether a member is there, as in has(record.name); this is a computed value.')
  return { op: 'has', of, type: 'bool', start: node.start, end: node.end }
}

/** How well an argument fits: as it is, as a wider number, or as what a dyn turns out to be. */
const FIT = { exact: 0, wider: 1, dyn: 2, never: 3 } as const
const fit = (type: StaticType, parameter: Parameter): number => {
  if (parameter === 'list') return isList(type) ? FIT.exact : type === 'dyn' ? FIT.dyn : FIT.never
  if (parameter === 'zone') return type === 'string' ? FIT.exact : FIT.never
  if (parameter === 'map') return isMap(type) || isObject(type) ? FIT.exact : FIT.never
  if (sameType(type, parameter)) return FIT.exact
  if (type === 'int' && parameter === 'double') return FIT.wider
  if (type !== 'dyn') return FIT.never
  return typeof parameter === 'string' || (isList(parameter) && parameter.list === 'dyn') ? FIT.dyn : FIT.never
}
const adaptTo = (tree: Typed, parameter: Parameter): Typed => {
  if (typeof parameter === 'object') return tree.type === 'dyn' ? adapt(tree, 'list') : tree
  if (parameter === 'list') return tree.type === 'dyn' ? adapt(tree, 'list') : tree
  return parameter === 'map' || parameter === 'zone' ? tree : adapt(tree, parameter)
}

const resolve = (name: string, overloads: readonly Overload[], trees: readonly (Typed | undefined)[], at: { readonly node: Syntax; readonly place: Place; readonly checker: Checker }): Typed | undefined => {
  if (!trees.every((tree) => tree !== undefined)) return undefined
  const ranked = overloads
    .filter(({ parameters }) => parameters.length === trees.length)
    .map((overload) => ({ overload, worst: Math.max(...trees.map((tree, i) => fit(tree.type, overload.parameters[i] ?? 'dyn'))) }))
  const best = Math.min(...ranked.map(({ worst }) => worst))
  const fitting = ranked.filter(({ worst }) => worst === best)
  const [only] = fitting
  const given = `(${trees.map((tree) => typeName(tree.type)).join(', ')})`
  if (only === undefined || best === FIT.never) {
    const takes = overloads.map(({ parameters }) => `(${parameters.map((parameter) => (parameter === 'list' || parameter === 'map' || parameter === 'zone' ? `a ${parameter}` : typeName(parameter))).join(', ')})`)
    return refuse(at.checker, at.place, `'${name}' takes ${[...new Set(takes)].join(' or ')}, got ${given}.`)
  }
  if (fitting.length > 1) {
    const readings = fitting.map(({ overload }) => typeName(overload.parameters[0] as StaticType))
    return refuse(at.checker, at.place, `'${name}' means different things for ${readings.join(' and ')}, and nothing says which this is; say ${readings.map((reading) => `${reading}(…)`).join(' or ')} of it.`)
  }
  const zone = trees[only.overload.parameters.indexOf('zone')]
  if (zone !== undefined && zone.op !== 'literal') return refuse(at.checker, zone, `The zone of '${name}' is written out, as in 'Europe/Berlin': its clock is looked up before anything is asked.`)
  if (zone !== undefined && !isZone(String(zone.value))) return refuse(at.checker, zone, `'${String(zone.value)}' is not a time zone such as Europe/Berlin.`)
  const args = trees.map((tree, i) => adaptTo(tree, only.overload.parameters[i] ?? 'dyn'))
  return { op: 'call', overload: only.overload, args, type: only.overload.result, start: at.node.start, end: at.node.end }
}

import { nearest } from '../problems/nearest.ts'
import { checkCall, checkMethod } from './check-call.ts'
import { checkArithmetic, checkEquality, checkIn, checkNegation, checkOrder } from './check-operator.ts'
import { adapt, asBool, didYouMean, refuse, typeName, type Checker } from './checker.ts'
import type { Environment } from './environments.ts'
import type { ExpressionProblem } from './expression.ts'
import type { Syntax } from './parse-expression.ts'
import { isList, isMap, isNumber, isObject, joinTypes } from './static-types.ts'
import type { Typed } from './typed-tree.ts'

/** The typed tree of `syntax`, or every problem found in it. */
export const checkExpression = (text: string, syntax: Syntax, environment: Environment): { readonly tree: Typed | undefined; readonly problems: readonly ExpressionProblem[] } => {
  const problems: ExpressionProblem[] = []
  const tree = check(syntax, { text, environment, locals: [], check, problems })
  return { tree, problems }
}

const check = (node: Syntax, checker: Checker): Typed | undefined => {
  switch (node.op) {
    case 'value': return checkLiteral(node.args, node, checker)
    case 'id': return checkName(node.args, node, checker)
    case '.': return checkMember(node.args[0], node.args[1], { start: node.pos, end: node.end }, node, checker)
    case '[]': return checkIndex(node.args[0], node.args[1], node, checker)
    case 'call': return checkCall(node.args[0], node.args[1], node, checker)
    case 'rcall': return checkMethod(node.args[0], node.args[1], node.args[2], node, checker)
    case 'list': return checkList(node.args, node, checker)
    case '?:': return checkConditional(node.args, node, checker)
    case '&&': case '||': return checkLogic(node.op, node.args, node, checker)
    case '!_': {
      const of = asBool(checker, check(node.args, checker), "What '!' turns around")
      return of && { op: 'not', of, type: 'bool', start: node.start, end: node.end }
    }
    case '-_': return checkNegation(node.args, node, checker)
    case '==': case '!=': return checkEquality(node.op, node.args, node, checker)
    case '<': case '<=': case '>': case '>=': return checkOrder(node.op, node.args, node, checker)
    case '+': case '-': case '*': case '/': case '%': return checkArithmetic(node.op, node.args, node, checker)
    case 'in': return checkIn(node.args, node, checker)
    case 'map': return refuse(checker, node, 'Maps cannot be written: no answer of the profile is a map.')
    case '.?': case '[?]': return refuse(checker, node, 'Optional access is not needed: a member that is absent is unknown, and has(…) asks whether it is there.')
  }
}

const checkLiteral = (value: unknown, node: Syntax, checker: Checker): Typed | undefined => {
  const place = { start: node.start, end: node.end }
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) return refuse(checker, node, 'The text holds NUL or half of a surrogate pair, which stores cannot keep.')
    return { op: 'literal', type: 'string', value, ...place }
  }
  if (typeof value === 'boolean') return { op: 'literal', type: 'bool', value, ...place }
  if (typeof value === 'number') return { op: 'literal', type: 'double', value, ...place }
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return { op: 'literal', type: 'int', value: number, ...place }
    return refuse(checker, node, `${value} is beyond the whole numbers that are kept exactly (2^53); decimal('${value}') keeps its digits.`)
  }
  if (value === null) return refuse(checker, node, 'There is no null: what is absent is unknown, and has(…) asks whether it is there.')
  return refuse(checker, node, value instanceof Uint8Array ? 'Bytes are not part of the profile; write a text.' : 'Unsigned integers are not part of the profile; write the number without u.')
}

const checkName = (name: string, node: Syntax, checker: Checker): Typed | undefined => {
  const place = { start: node.start, end: node.end }
  const local = checker.locals.findLast((candidate) => candidate.name === name)
  if (local !== undefined) return { ...local, ...place }
  if (Object.hasOwn(checker.environment.variables, name)) {
    const type = checker.environment.variables[name]
    if (type !== undefined) return { op: 'name', name, type, ...place }
  }
  const known = [...checker.locals.map((candidate) => candidate.name), ...Object.keys(checker.environment.variables)]
  const near = nearest(name, known)
  return refuse(checker, node, `'${name}' is not known here.${near.length === 0 ? ` Known: ${known.join(', ')}.` : didYouMean(near)}`)
}

const checkMember = (of: Syntax, member: string, memberPlace: { start: number; end: number }, node: Syntax, checker: Checker): Typed | undefined => {
  const base = check(of, checker)
  if (base === undefined) return undefined
  const place = { start: node.start, end: node.end }
  if (base.type === 'dyn') return { op: 'member', of: base, member, type: 'dyn', ...place }
  if (isMap(base.type)) return { op: 'member', of: base, member, type: base.type.map, ...place }
  if (!isObject(base.type)) return refuse(checker, memberPlace, `'.${member}' asks ${typeName(base.type)} for a member; it has none.${isList(base.type) ? ' all, exists, filter and map go over its elements.' : ''}`)
  const { object, members, by } = base.type
  const type = Object.hasOwn(members, member) ? members[member] : undefined
  if (type !== undefined) return { op: 'member', of: base, member, type, ...place }
  const near = nearest(member, Object.keys(members))
  return refuse(checker, memberPlace, `${object} has no '${member}'.${near.length === 0 ? ` It has: ${Object.keys(members).join(', ') || 'nothing'}.` : didYouMean(near)}${by === undefined ? '' : ` Its names are given by ${by}.`}`)
}

const checkIndex = (of: Syntax, at: Syntax, node: Syntax, checker: Checker): Typed | undefined => {
  if (at.op === 'value' && typeof at.args === 'string') return checkMember(of, at.args, { start: at.start, end: at.end }, node, checker)
  const base = check(of, checker)
  const index = check(at, checker)
  if (base === undefined || index === undefined) return undefined
  const place = { start: node.start, end: node.end }
  if (index.type !== 'int' && index.type !== 'dyn') return refuse(checker, at, `A list is asked by a whole number and a map by a text in quotes; this is ${typeName(index.type)}.`)
  if (isList(base.type)) return { op: 'index', of: base, at: adapt(index, 'int'), type: base.type.list, ...place }
  if (base.type === 'dyn') return { op: 'index', of: adapt(base, 'list'), at: adapt(index, 'int'), type: 'dyn', ...place }
  return refuse(checker, at, `[…] asks ${typeName(base.type)} for an element; only a list has elements.`)
}

const checkList = (elements: readonly Syntax[], node: Syntax, checker: Checker): Typed | undefined => {
  const items = elements.map((element) => check(element, checker))
  if (!items.every((item) => item !== undefined)) return undefined
  let element = items[0]?.type ?? 'dyn'
  for (const item of items) {
    const joined = joinTypes(element, item.type)
    if (joined === undefined) return refuse(checker, item, `The elements of a list have one type; this is ${typeName(item.type)} among ${typeName(element)}.`)
    element = joined
  }
  return { op: 'list', items: isNumber(element) ? items.map((item) => adapt(item, element as 'int')) : items, type: { list: element }, start: node.start, end: node.end }
}

const checkConditional = ([when, then, otherwise]: readonly [Syntax, Syntax, Syntax], node: Syntax, checker: Checker): Typed | undefined => {
  const condition = asBool(checker, check(when, checker), "What stands before '?'")
  const left = check(then, checker)
  const right = check(otherwise, checker)
  if (condition === undefined || left === undefined || right === undefined) return undefined
  const type = joinTypes(left.type, right.type)
  if (type === undefined) return refuse(checker, node, `Both branches of '?:' have one type; these are ${typeName(left.type)} and ${typeName(right.type)}.`)
  const widen = (branch: Typed): Typed => (isNumber(type) ? adapt(branch, type) : branch)
  return { op: 'conditional', when: condition, then: widen(left), otherwise: widen(right), type, start: node.start, end: node.end }
}

const checkLogic = (op: '&&' | '||', args: readonly [Syntax, Syntax], node: Syntax, checker: Checker): Typed | undefined => {
  const [left, right] = [check(args[0], checker), check(args[1], checker)].map((side) => asBool(checker, side, `Each side of '${op}'`))
  if (left === undefined || right === undefined) return undefined
  return { op: op === '&&' ? 'and' : 'or', left, right, type: 'bool', start: node.start, end: node.end }
}

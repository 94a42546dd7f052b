import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, parse, parseDocument, stringify, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { invariant } from '../problems/invariant.ts'

/** A word as YAML reads it back wherever it stands: bare where it may be, else between quotes. */
const written = (spelling: string): string => {
  const isBare = /^\p{L}[\p{L}\p{N}_ -]*$/u.test(spelling) && !spelling.endsWith(' ') && (parse(`[${spelling}]`) as readonly unknown[])[0] === spelling
  return isBare ? spelling : JSON.stringify(spelling)
}

const startOf = ({ range }: Node): number => range?.[0] ?? 0
const endOf = ({ range }: Node): number => range?.[1] ?? 0
const lineEnd = (text: string, from: number): number => (text.indexOf('\n', from) < 0 ? text.length : text.indexOf('\n', from))
/** What stands before something on its line, dashes and all. */
const indentBefore = (text: string, at: number): string => text.slice(text.lastIndexOf('\n', at - 1) + 1, at)

const insert = (text: string, at: number, added: string): string => text.slice(0, at) + added + text.slice(at)

/** Behind the last word of a list, as its other words stand there. */
const intoList = (text: string, list: YAMLSeq, spelling: string): string => {
  const last = list.items.at(-1) as Node | undefined
  if (last === undefined) return insert(text, text.indexOf('[', startOf(list)) + 1, spelling)
  return list.flow === true ? insert(text, endOf(last), `, ${spelling}`) : insert(text, lineEnd(text, endOf(last)), `\n${indentBefore(text, startOf(last))}${spelling}`)
}

/** A list of its own behind what the state maps onto. */
const newList = (text: string, named: YAMLMap, spelling: string): string => {
  const pair = named.items.find(({ key }) => isScalar(key) && key.value === 'canonical') ?? named.items.at(-1)
  const value = pair?.value as Scalar
  if (named.flow === true) return insert(text, endOf(value), `, also: [${spelling}]`)
  // The first key of a block stands behind the dash of its list.
  return insert(text, lineEnd(text, endOf(value)), `\n${indentBefore(text, startOf(pair?.key as Node)).replace('-', ' ')}also: [${spelling}]`)
}

interface StatesText {
  readonly states: Readonly<Record<string, readonly { readonly name: string; readonly also?: readonly string[] }[]>>
}

/**
 * A states.yaml with one more spelling of a state, which it has: put where people would write it, all else as it stands, comments and layout included.
 * Where a layout does not take that the file is written anew, with its comments; without them where a list is named by an alias elsewhere.
 */
export const putSpelling = (text: string, type: string, local: string, spelling: string): string => {
  const document = parseDocument(text)
  const place = (parse(text) as StatesText).states[type]?.findIndex(({ name }) => name === local) ?? -1
  const named = document.getIn(['states', type, place])
  invariant(isMap(named), 'putSpelling', `the file has no state ${local} of ${type}`)
  const wanted = parse(text) as StatesText
  const entry = wanted.states[type]?.[place] as { also?: readonly string[] }
  entry.also = [...entry.also ?? [], spelling]
  const also = named.get('also')
  const edited = isSeq(also) ? intoList(text, also, written(spelling)) : newList(text, named, written(spelling))
  named.set('also', entry.also)
  return saying(() => edited, wanted) ?? saying(() => document.toString({ lineWidth: 0 }), wanted) ?? stringify(wanted, { aliasDuplicateObjects: false })
}

/** A text that says what is wanted; undefined where it says something else, or cannot be made. */
const saying = (make: () => string, wanted: StatesText): string | undefined => {
  try {
    const text = make()
    return isDeepStrictEqual(parse(text), wanted) ? text : undefined
  } catch {
    return undefined
  }
}

import { comparedTexts, supposed } from '../expression/compile-expression.ts'
import { Malformed, UNKNOWN, type Compiled, type Value } from '../expression/expression.ts'
import { OTHER_TEXT } from '../expression/run-supposed.ts'

type Path = readonly string[]
interface Members { readonly [member: string]: Value }

/** What a model says of what a condition reads: nothing of a path that may hold anything. */
export interface Vocabulary {
  /** What may stand at a path; `text`: any text. */
  readonly valuesAt: (path: Path) => readonly Value[] | 'text' | undefined
  /** Zone of times that are written without an offset. */
  readonly timezone: string
  /** What a ruling under a path may say, a state and what it maps onto together. */
  readonly statesAt: (path: Path) => readonly Members[] | undefined
  /** The name of a variable among conditions that are held against each other, where it is another than its own: two read one thing under one name. */
  readonly names?: Readonly<Record<string, string>>
}

/** Something that is one of several values. */
interface Choice {
  readonly path: Path
  readonly values: readonly Value[]
}

/** A condition as it is held against what may be. */
export interface Supposed {
  readonly choices: readonly Choice[]
  /** By the names shared; true and false whatever else is. */
  readonly holds: (known: Members) => Value
}

/** Combinations that are tried: beyond, nothing is said. */
const MOST_TRIED = 20_000
/** The same of elements of one list: what more members make of them is left open. */
const MOST_ELEMENTS = 200

const isMembers = (value: Value | undefined): value is Members => typeof value === 'object' && !Array.isArray(value)

const put = (into: Value | undefined, [first, ...rest]: Path, value: Value): Value => {
  const members = isMembers(into) ? into : {}
  if (first !== undefined) return { ...members, [first]: put(members[first], rest, value) }
  return isMembers(value) ? { ...members, ...value } : value
}

/** What is read beneath a path and is one of several values. */
const choicesOf = (compiled: Compiled, { valuesAt, statesAt }: Vocabulary, isBeneath: (path: Path) => boolean): readonly Choice[] => {
  const written = comparedTexts(compiled)
  return together(compiled.reads.filter(isBeneath).flatMap((path) => {
    const word = path.at(-1) ?? ''
    if (path.at(-2) === 'state' && (word === 'local' || word === 'canonical')) {
      const ruling = path.slice(0, -1)
      return { path: ruling, values: statesAt(ruling) ?? [] }
    }
    const values = valuesAt(path) ?? []
    return { path, values: values === 'text' ? [...written.flatMap((one) => (keyOf(one.path) === keyOf(path) ? [one.text] : [])), OTHER_TEXT] : values }
  }))
}

const keyOf = (path: Path): string => path.join('.')

/** Each path once, with all that may stand there; where nobody knows, nothing is chosen. */
const together = (choices: readonly Choice[]): readonly Choice[] => {
  const all = new Map<string, Choice>()
  for (const { path, values } of choices) all.set(keyOf(path), { path, values: [...new Set([...all.get(keyOf(path))?.values ?? [], ...values])] })
  return [...all.values()].filter(({ values }) => values.length > 0)
}

/** What an element of a list may be, by what is read of it. */
const elementsFrom = (compiled: Compiled, vocabulary: Vocabulary, list: Path): readonly Value[] =>
  choicesOf(compiled, vocabulary, (path) => path.length > list.length && list.every((step, i) => path[i] === step)).reduce<readonly Value[]>(
    (elements, { path, values }) => (elements.length * values.length > MOST_ELEMENTS ? elements : elements.flatMap((element) => values.map((value) => put(element, path.slice(list.length), value)))), [{}])

const isInList = ([variable]: Path): boolean => variable === 'entities' || variable === 'claims'

export const suppose = (compiled: Compiled, vocabulary: Vocabulary): Supposed => {
  const evaluate = supposed(compiled, (list) => (isInList(list) ? elementsFrom(compiled, vocabulary, list) : undefined))
  const variables = [...new Set(compiled.reads.flatMap(([variable]) => variable ?? []))].filter((variable) => !isInList([variable]))
  const shared = (variable: string): string => vocabulary.names?.[variable] ?? variable
  return {
    choices: choicesOf(compiled, vocabulary, (path) => !isInList(path)).map(({ path: [variable = '', ...rest], values }) => ({ path: [shared(variable), ...rest], values })),
    holds: (known) => evaluate({ variables: Object.fromEntries(variables.map((variable) => [variable, known[shared(variable)] ?? UNKNOWN])), timezone: vocabulary.timezone }),
  }
}

const isFalse = ({ holds }: Supposed, known: Members): boolean => {
  try {
    return holds(known) === false
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

/** Whether conditions may hold at one moment, as far as the vocabulary tells: false where one of them fails whatever is. */
export const canHold = (conditions: readonly Supposed[]): boolean => {
  const choices = together(conditions.flatMap((one) => one.choices))
  let tries = MOST_TRIED
  const onwards = (place: number, known: Members): boolean => {
    tries -= 1
    if (tries < 0) return true
    if (conditions.some((one) => isFalse(one, known))) return false
    const choice = choices[place]
    return choice === undefined || choice.values.some((value) => onwards(place + 1, put(known, choice.path, value) as Members))
  }
  return onwards(0, {})
}

import type { CHARACTER_SETS } from './check-digits.ts'
import { GS1_SYNTAX_TABLE } from './gs1-syntax-table.ts'

export interface Component {
  readonly set: keyof typeof CHARACTER_SETS & ('N' | 'X' | 'Y' | 'Z')
  readonly least: number
  readonly most: number
  readonly optional: boolean
  readonly linters: readonly string[]
}

export interface ApplicationIdentifier {
  readonly ai: string
  readonly title: string
  /** Its value's length is known by its first two digits: no separator follows it. */
  readonly fixed: boolean
  readonly components: readonly Component[]
  /** A Digital Link's primary key: the qualifiers its path may go on with, in order, by alternatives. */
  readonly qualifiers?: readonly (readonly string[])[]
}

const componentOf = (text: string): Component => {
  const [format = '', ...linters] = text.split(',')
  const [, open, set, upTo, length] = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?$/.exec(format) ?? []
  return { set: set as Component['set'], least: upTo === undefined ? Number(length) : 1, most: Number(length), optional: open === '[', linters }
}

const entriesOf = (line: string): readonly ApplicationIdentifier[] => {
  const [, first = '', last = first, fixed, format = '', key, title = ''] = /^(\d+)(?:-(\d+))?\s+(\*?)\s*(.*?)(?: dlpkey(?:=)?(\S*))? #\s?(.*)$/.exec(line) ?? []
  const components = format.split(' ').map(componentOf)
  const qualifiers = key === undefined ? {} : { qualifiers: key.split('|').map((one) => one.split(',').filter((ai) => ai !== '')) }
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, place) => ({ ai: String(Number(first) + place).padStart(first.length, '0'), title, fixed: fixed === '*', components, ...qualifiers }))
}

const KNOWN: ReadonlyMap<string, ApplicationIdentifier> = new Map(GS1_SYNTAX_TABLE.trim().split('\n').flatMap(entriesOf).map((entry) => [entry.ai, entry]))

export const findApplicationIdentifier = (ai: string): ApplicationIdentifier | undefined => KNOWN.get(ai)

/** The identifier that stands at a place of a raw text: no identifier is the beginning of another. */
export const identifierAt = (text: string, at: number): ApplicationIdentifier | undefined => [2, 3, 4].map((length) => KNOWN.get(text.slice(at, at + length))).find((found) => found !== undefined)

const lengthOf = (components: readonly Component[], which: 'least' | 'most'): number => components.reduce((sum, one) => sum + (which === 'least' && one.optional ? 0 : one[which]), 0)
export const leastLength = ({ components }: ApplicationIdentifier): number => lengthOf(components, 'least')
export const mostLength = ({ components }: ApplicationIdentifier): number => lengthOf(components, 'most')

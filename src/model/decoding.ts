import { hash } from 'node:crypto'
import type { AttributeType } from './entity-type.ts'
import type { EachVariable, LinkModel, SourceModel, Yield } from './model.ts'

/**
 * Everything of the model by which a parsed record of a source becomes an event: what is said, by a name for people, → the expression or word
 * that says it. Names begin with the type that is spoken of, then a blank or a dot; those of the record itself are one word. Two sources that
 * decode every record alike have the same; how files are cut into records is not in it.
 */
export type Decoding = Readonly<Record<string, string>>

const typeText = (type: AttributeType): string => (typeof type === 'object' ? type.enum : type)

const eachText = (each: readonly EachVariable[]): string => each.map(({ variable, list }) => `${variable} of ${list.text}`).join(', ')

const linkText = ({ relation, each, to, when, quantities }: LinkModel): string => {
  const named = 'key' in to ? `by key ${to.key.text}` : `by ${to.scheme.scheme} ${to.value.text}`
  return [`${relation.target} ${named}`, ...(each.length === 0 ? [] : [`each ${eachText(each)}`]), ...(when === undefined ? [] : [`when ${when.text}`]), ...quantities.map(({ name, value }) => `${name} ${value.text}`)].join(', ')
}

const entriesOf = ({ type, each, key, when, identifiers, set, state, links }: Yield, name: string): readonly (readonly [string, string])[] => [
  [`${name} key`, key.text],
  ...(each.length === 0 ? [] : [[`${name} each`, eachText(each)] as const]),
  ...(when === undefined ? [] : [[`${name} when`, when.text] as const]),
  ...identifiers.map(({ scheme, value }) => [`${name} identifier ${scheme.scheme}`, value.text] as const),
  ...set.map(({ attribute, value }) => [`${name}.${attribute.name}`, `${value.text} as ${typeText(attribute.type)}`] as const),
  ...(state === undefined ? [] : [[`${name} state`, state.text] as const, ...[...(type.states?.spellings ?? [])].map(([spelling, local]) => [`${name} '${spelling}'`, local] as const)]),
  ...links.map((link) => [`${name}.${link.relation.field}`, linkText(link)] as const),
]

/** What comes under one name more than once, such as two links of one field, is numbered from the second on. */
const numbered = (entries: readonly (readonly [string, string])[]): Decoding => {
  const seen = new Map<string, number>()
  const all = entries.map(([name, text]) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return [count === 1 ? name : `${name} (${count})`, text] as const
  })
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const about = ['eventId', 'occurredAt', 'sequence', 'corrects', 'retracts', 'delete'] as const

export const decodingOf = (source: SourceModel): Decoding =>
  numbered([
    ['timezone', source.timezone],
    ...about.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name].text] as const])),
    ...source.yields.flatMap((yielded) => entriesOf(yielded, yielded.type.name)),
  ])

/** A decoding as it is kept, and a name by which it is found again. */
export interface DecodingText {
  readonly text: string
  readonly fingerprint: string
}

const made = new WeakMap<SourceModel, DecodingText>()

export const decodingText = (source: SourceModel): DecodingText => {
  const known = made.get(source)
  if (known !== undefined) return known
  const text = JSON.stringify(decodingOf(source))
  const kept = { text, fingerprint: hash('sha256', text, 'hex').slice(0, 16) }
  made.set(source, kept)
  return kept
}

/** One thing that two decodings say differently; absent where only the other says it. */
export interface DecodingChange {
  readonly name: string
  readonly was?: string
  readonly is?: string
}

/** Of a type that one of them speaks of and the other does not, its key alone stands for all that is said of it. */
export const decodingChanges = (was: Decoding, is: Decoding): readonly DecodingChange[] => {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => was[name] !== is[name])
  const wholly = names.filter((name) => name.endsWith(' key') && (was[name] === undefined || is[name] === undefined)).map((name) => name.slice(0, -' key'.length))
  return names
    .filter((name) => name.endsWith(' key') || !wholly.some((type) => name.startsWith(`${type} `) || name.startsWith(`${type}.`)))
    .map((name) => ({ name, ...(was[name] === undefined ? {} : { was: was[name] }), ...(is[name] === undefined ? {} : { is: is[name] }) }))
}

import type { IdentifierScheme, Relation } from '../model/entity-type.ts'
import { placeholderRef } from '../vocabulary/ref.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { limit } from './compile-sort.ts'
import { linkPattern, validNow } from './link-pattern.ts'
import { Names } from './names.ts'
import { quote } from './quote.ts'
import type { Statement } from './statement.ts'

const FOUND = (row: string): string => `RETURN ${row}.ref AS ref, elementId(${row}) AS id`

/** Who is known by any of some values under some schemes, as a placeholder or under a value of before too. Rows: ref, id, value. Served by the fields' indexes. */
export const compileKnownBy = (schemes: readonly IdentifierScheme[], values: readonly string[], most: number): Statement => {
  const names = new Names()
  const wanted = names.parameter('values', values)
  const former = names.variable('former')
  const known = names.variable('known')
  const branches = schemes.map(({ type, field, scheme }) => {
    const row = names.variable(type)
    const unseen = names.parameter('placeholders', values.map((value) => placeholderRef(type, scheme, value)))
    return `MATCH (${row}:${quote(type)})\nWHERE ${row}.${quote(field)} IN ${wanted} OR ${row}.ref IN ${unseen}\n${FOUND(row)}, ${row}.${quote(field)} AS value ${limit(names, 'most', most)}`
  })
  const before = `MATCH (${former}:FormerIdentifier)-[:NAMED]->(${known}:Entity)\nWHERE ${former}.value IN ${wanted} AND ${former}.scheme IN ${names.parameter('schemes', schemes.map(({ scheme }) => scheme))}\n${FOUND(known)}, ${former}.value AS value ${limit(names, 'most', most)}`
  return { name: 'known by', text: [...branches, before].join('\nUNION\n'), parameters: names.parameters }
}

/**
 * Identifiers of one form from one to another: of equal length, so that the order of texts is that of numbers; as a placeholder or under a value of before too. Rows: ref, id. Served by the
 * fields' indexes and that of refs.
 */
export const compileKnownBetween = (schemes: readonly IdentifierScheme[], { from, to }: { readonly from: string; readonly to: string }, most: number): Statement => {
  const names = new Names()
  const [first, last, length] = [names.parameter('first', from), names.parameter('last', to), names.parameter('length', from.length)]
  const between = (value: string, [low, high]: readonly [string, string] = [first, last], size: string = length): string => `${value} >= ${low} AND ${value} <= ${high} AND size(${value}) = toInteger(${size})`
  const branches = schemes.flatMap(({ type, field, scheme }) => {
    const [row, unseen] = [names.variable(type), names.variable(`unseen_${type}`)]
    const ends = [from, to].map((end) => placeholderRef(type, scheme, end))
    const refs = between(`${unseen}.ref`, [names.parameter('firstUnseen', ends[0] ?? ''), names.parameter('lastUnseen', ends[1] ?? '')], names.parameter('lengthUnseen', ends[0]?.length ?? 0))
    return [
      `MATCH (${row}:${quote(type)})\nWHERE ${between(`${row}.${quote(field)}`)}\n${FOUND(row)} ${limit(names, 'most', most)}`,
      `MATCH (${unseen}:${quote(type)})\nWHERE ${refs}\n${FOUND(unseen)} ${limit(names, 'most', most)}`,
    ]
  })
  const [former, known] = [names.variable('former'), names.variable('known')]
  const before = `MATCH (${former}:FormerIdentifier)-[:NAMED]->(${known}:Entity)\nWHERE ${between(`${former}.value`)} AND ${former}.scheme IN ${names.parameter('schemes', schemes.map(({ scheme }) => scheme))}\n${FOUND(known)} ${limit(names, 'most', most)}`
  return { name: 'known between', text: [...branches, before].join('\nUNION\n'), parameters: names.parameters }
}

/** Who is linked with any of some entities over a relation, as seen from who is sought. Rows: ref, id. */
export const compileLinkedWith = (relations: readonly Relation[], refs: readonly string[], now: Instant, most: number): Statement => {
  const names = new Names()
  const [wanted, at] = [names.parameter('refs', refs), names.parameter('now', now)]
  const branches = relations.map((relation) => {
    const [row, link, other] = [names.variable(relation.owner), names.variable(relation.name), names.variable(relation.target)]
    return `MATCH (${other}:${quote(relation.target)}) WHERE ${other}.ref IN ${wanted}\nMATCH ${linkPattern(other, link, flipped(relation), row)}\nWHERE ${validNow(link, at)}\nWITH DISTINCT ${row}\n${FOUND(row)} ${limit(names, 'most', most)}`
  })
  return { name: 'linked with', text: branches.join('\nUNION\n'), parameters: names.parameters }
}

const flipped = (relation: Relation): Relation => ({ ...relation, owner: relation.target, target: relation.owner, direction: relation.direction === 'OUT' ? 'IN' : 'OUT' })

/** What some entities of one type are linked with over a relation. Rows: ref, other. */
export const compileLinkedTo = (relation: Relation, refs: readonly string[], now: Instant): Statement => {
  const names = new Names()
  const [row, link, other] = [names.variable(relation.owner), names.variable(relation.name), names.variable(relation.target)]
  const text = `UNWIND ${names.parameter('refs', refs)} AS ref\nMATCH (${row}:${quote(relation.owner)} {ref: ref})\nMATCH ${linkPattern(row, link, relation, other)}\nWHERE ${validNow(link, names.parameter('now', now))}\nRETURN ref, ${other}.ref AS other`
  return { name: `${relation.owner} to ${relation.target}`, text, parameters: names.parameters }
}

/** An attribute with the ends that its values lie between, both in it; neither given: it has no value. */
export interface Between {
  readonly attribute: string
  readonly from: number | string | undefined
  readonly to: number | string | undefined
}

/** What an entity is linked with, with what holds of that. */
export interface Above {
  readonly relation: Relation
  readonly those: readonly Between[]
}

/** Every entity of a type of whose attributes that holds, but for what is linked with something of which it holds too. Reads the whole type: of lots it has as many nodes as there are lots. Rows: ref, id. */
export const compileBetween = (type: string, those: readonly Between[], most: number, above: readonly Above[] = []): Statement => {
  const names = new Names()
  const row = names.variable(type)
  const holds = (of: string, all: readonly Between[]): readonly string[] => all.flatMap(({ attribute, from, to }) => {
    const value = `${of}.${quote(attribute)}`
    if (from === undefined && to === undefined) return [`${value} IS NULL`]
    return [...(from === undefined ? [] : [`${value} >= ${names.parameter(`${attribute}From`, from)}`]), ...(to === undefined ? [] : [`${value} <= ${names.parameter(`${attribute}To`, to)}`])]
  })
  const conditions = [...holds(row, those), ...above.map(({ relation, those: ofOther }) => {
    const [link, other] = [names.variable(relation.name), names.variable(relation.target)]
    return `NOT EXISTS { MATCH ${linkPattern(row, link, relation, other)} WHERE ${holds(other, ofOther).join(' AND ')} }`
  })]
  return { name: `${type} by ${those.map(({ attribute }) => attribute).join(', ')}`, text: `MATCH (${row}:${quote(type)})\nWHERE ${conditions.join(' AND ')}\n${FOUND(row)} ${limit(names, 'most', most)}`, parameters: names.parameters }
}

/** Every entity of some types. Rows: ref, id. */
export const compileAll = (types: readonly string[], most: number): Statement => {
  const names = new Names()
  const branches = types.map((type) => {
    const row = names.variable(type)
    return `MATCH (${row}:${quote(type)})\n${FOUND(row)} ${limit(names, 'most', most)}`
  })
  return { name: `all of ${types.join(', ')}`, text: branches.join('\nUNION\n'), parameters: names.parameters }
}

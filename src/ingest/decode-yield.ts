import { foldSpelling } from '../model/build-states.ts'
import type { LinkModel, Yield } from '../model/model.ts'
import type { Event, LinkStatement, Scalar, Statement } from '../vocabulary/event.ts'
import { makeRef, placeholderRef, type Ref } from '../vocabulary/ref.ts'
import { entityKeyFault } from './check-key.ts'
import { asQuantity, asText, coerceAttribute } from './coerce-attribute.ts'
import { refuse } from './read-record.ts'
import { keyText, overEach, type RecordReading } from './record-reading.ts'

type About = Pick<Event, 'deletes' | 'retracts'>

/** What one yield makes of the record: a statement, or one for each combination of the elements that it goes over. */
export const decodeYield = (reading: RecordReading, yielded: Yield, about: About): readonly Statement[] => {
  const statements: Statement[] = []
  for (const element of overEach(reading, yielded.each, yielded.type.name)) {
    const statement = decodeOne(element, yielded, about)
    if (statement !== undefined) statements.push(statement)
  }
  return statements
}

/**
 * Undefined when its `when` does not hold, or when its key is refused (the reading has the reason). A record that deletes need say no more than whom;
 * one that retracts another need say nothing beside.
 */
const decodeOne = (recordReading: RecordReading, yielded: Yield, { deletes, retracts }: About): Statement | undefined => {
  const { type } = yielded
  const reading = deletes === true ? leniently(recordReading) : recordReading
  if (yielded.when !== undefined && !reading.holds(yielded.when, `when of ${type.name}`)) return undefined
  const field = `key of ${type.name}`
  const stated = retracts === undefined ? recordReading.required(yielded.key, field, asText) : recordReading.value(yielded.key, field, asText)
  if (stated === undefined && retracts !== undefined) return undefined
  const key = keyText(reading, stated, field, entityKeyFault)
  const identifiers = decodeIdentifiers(reading, yielded)
  if (deletes === true) {
    const ended = decodeLinks(reading, yielded)
    return key === undefined ? undefined : { ref: makeRef(type.name, key), identifiers, attributes: {}, links: ended }
  }
  const attributes = decodeAttributes(reading, yielded)
  const local = decodeState(reading, yielded)
  const links = decodeLinks(reading, yielded)
  if (key === undefined) return undefined
  return { ref: makeRef(type.name, key), identifiers, attributes, links, ...(local === undefined ? {} : { local }) }
}

/** Nothing that is absent is missed. */
const leniently = (reading: RecordReading): RecordReading => ({ ...reading, required: reading.value, withElement: (variable, element) => leniently(reading.withElement(variable, element)) })

const decodeIdentifiers = (reading: RecordReading, { type, identifiers }: Yield): Statement['identifiers'] =>
  identifiers.flatMap(({ scheme: { scheme, field }, value }) => {
    const text = type.attributes.get(field)?.required === true ? reading.required(value, field, asText) : reading.value(value, field, asText)
    const checked = keyText(reading, text, field)
    return checked === undefined ? [] : [{ scheme, value: checked }]
  })

const decodeAttributes = (reading: RecordReading, { set }: Yield): Statement['attributes'] => {
  const attributes: Record<string, Scalar | null> = {}
  for (const { attribute, value } of set) {
    const { name, type, required } = attribute
    const read = required ? reading.required : reading.value
    attributes[name] = read(value, name, (known, from) => coerceAttribute(known, { type, enums: reading.enums, from, scope: reading.scope })) ?? null
  }
  return attributes
}

const decodeState = (reading: RecordReading, { type, state: spelled }: Yield): string | undefined => {
  if (spelled === undefined || type.states === undefined) return undefined
  const text = reading.value(spelled, 'state', asText)
  if (text === undefined) return undefined
  const local = type.states.spellings.get(foldSpelling(text))
  if (local === undefined) reading.refused({ ...refuse('STATE_UNKNOWN', { value: text, type: type.name, known: [...type.states.states.keys()] }), unknownState: { type: type.name, spelling: text.trim() } })
  return local
}

const decodeLinks = (reading: RecordReading, { links }: Yield): Statement['links'] => {
  const decoded: LinkStatement[] = []
  for (const link of links) {
    for (const element of overEach(reading, link.each, link.relation.field)) {
      const told = decodeLink(element, link)
      if (told !== undefined) decoded.push(told)
    }
  }
  return decoded
}

const decodeLink = (reading: RecordReading, link: LinkModel): LinkStatement | undefined => {
  const { field } = link.relation
  if (link.when !== undefined && !reading.holds(link.when, `when of ${field}`)) return undefined
  const target = decodeTarget(reading, link)
  const quantities = decodeQuantities(reading, link)
  if (target === undefined) return undefined
  return { field, target, ...(quantities === undefined ? {} : { quantities }) }
}

const decodeTarget = (reading: RecordReading, { relation, to }: LinkModel): Ref | undefined => {
  const { field, target, required } = relation
  const read = required ? reading.required : reading.value
  if ('key' in to) {
    const key = keyText(reading, read(to.key, field, asText), field, entityKeyFault)
    return key === undefined ? undefined : makeRef(target, key)
  }
  const value = keyText(reading, read(to.value, field, asText), field)
  return value === undefined ? undefined : placeholderRef(target, to.scheme.scheme, value)
}

/** An absent quantity is left out. */
const decodeQuantities = (reading: RecordReading, { relation, quantities }: LinkModel): Readonly<Record<string, Scalar>> | undefined => {
  const amounts: Record<string, Scalar> = {}
  for (const { name, value } of quantities) {
    const amount = reading.value(value, `${relation.field}.${name}`, asQuantity)
    if (amount !== undefined) amounts[name] = amount
  }
  return Object.keys(amounts).length === 0 ? undefined : amounts
}

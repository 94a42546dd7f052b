import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type GraphQLSchema, type ValueNode } from 'graphql'
import { formatInstant, instant } from '../../vocabulary/instant.ts'

/** Gives the core's scalars their forms. Inside, a DateTime is epoch milliseconds; Date and Decimal are texts. */
export const setUpScalars = (schema: GraphQLSchema): void => {
  for (const [name, form] of Object.entries(FORMS)) {
    const scalar = schema.getType(name)
    if (!(scalar instanceof GraphQLScalarType)) continue
    scalar.serialize = form.write
    scalar.parseValue = form.read
    scalar.parseLiteral = (node: ValueNode, variables) => {
      try {
        return form.read(valueFromASTUntyped(node, variables), node)
      } catch (error) {
        // So that the refusal has its place in the question.
        throw error instanceof GraphQLError ? new GraphQLError(error.message, { nodes: node, extensions: error.extensions }) : error
      }
    }
  }
}

interface Form {
  readonly write: (value: unknown) => unknown
  readonly read: (value: unknown, node?: ValueNode) => unknown
}

const refuse = (name: string, value: unknown, wanted: string): never => {
  throw new GraphQLError(`${name} cannot be ${typeof value === 'string' ? `'${value.slice(0, 80)}'` : String(value)}; wanted: ${wanted}.`, { extensions: { code: 'BAD_ARGUMENT' } })
}

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-](\d{2}):(\d{2}))$/
const DATE_TIME_WANTED = 'RFC 3339 with offset, such as 2026-03-03T09:05:00+01:00'

/** Epoch milliseconds; throws where the text is no time. */
export const readDateTime = (value: unknown): number => {
  const match = typeof value === 'string' ? RFC_3339.exec(value) : null
  if (match === null || typeof value !== 'string') return refuse('DateTime', value, DATE_TIME_WANTED)
  const [, year, month, day, hour, minute, second, , , offsetHour = '0', offsetMinute = '0'] = match
  const inRange = isDay(Number(year), Number(month), Number(day)) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && Number(offsetHour) < 24 && Number(offsetMinute) < 60
  const at = Date.parse(value.toUpperCase())
  return inRange && !Number.isNaN(at) ? at : refuse('DateTime', value, DATE_TIME_WANTED)
}

/** `Date.parse` takes February 30 for March 2. */
const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const readDate = (value: unknown): string => {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3])) ? match[0] : refuse('Date', value, 'YYYY-MM-DD')
}

/** A decimal in a filter is compared as a number, so it is read as one here. */
const readDecimal = (value: unknown, node?: ValueNode): number => {
  const text = node !== undefined && (node.kind === Kind.INT || node.kind === Kind.FLOAT) ? node.value : value
  if (typeof text === 'number' && Number.isFinite(text)) return text
  return typeof text === 'string' && text.length <= 100 && /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : refuse('Decimal', value, 'a decimal number as a text, such as "31.50"')
}

const FORMS: Readonly<Record<string, Form>> = {
  DateTime: { write: (value) => typeof value === 'number' ? formatInstant(instant(value)) : value, read: readDateTime },
  Date: { write: String, read: readDate },
  Decimal: { write: String, read: readDecimal },
  JSON: { write: (value) => value, read: (value) => value },
}

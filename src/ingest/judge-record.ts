import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { JsonSchema } from '../model/json-schema.ts'
import { refuse, type Refusal } from './read-record.ts'

/** Why a record, as its JSON was parsed, is none of its schema's; undefined when it is one. */
export type JudgeRecord = (value: unknown) => Refusal | undefined

type Members = Readonly<Record<string, unknown>>

/** Reasons named of one record. */
const MOST_REASONS = 3

const judges = new WeakMap<JsonSchema, JudgeRecord>()

/**
 * Judges records by a published JSON schema: each by the definition that bears the name its `typeMember` says, or by the one called `other`. Definitions
 * are compiled when the first record of a type comes. What a resource contains is judged by its own definition: the schema's own way, one of all
 * types there are, would compile everything for any of them and explain nothing.
 */
export const judgeBy = (schema: JsonSchema, name: string, typeMember: string, other?: string): JudgeRecord => {
  const known = judges.get(schema)
  if (known !== undefined) return known
  const judge = makeJudge(schema, name, typeMember, other)
  judges.set(schema, judge)
  return judge
}

const ANY_RESOURCE = 'ResourceList'

/** FHIR's pattern of base64 tries every way to share blanks between groups: a few dozen of them before a fault, and it runs for hours. The same texts, in one pass. */
const BASE64 = String.raw`^(\s*([0-9a-zA-Z\+/=]){4}\s*)+$`
const BASE64_STRAIGHT = String.raw`^\s*[0-9a-zA-Z+/=]{4}(\s*[0-9a-zA-Z+/=]{4})*\s*$`
const inOnePass = (definitions: JsonSchema['definitions']): JsonSchema['definitions'] => JSON.parse(JSON.stringify(definitions).replaceAll(JSON.stringify(BASE64), JSON.stringify(BASE64_STRAIGHT))) as JsonSchema['definitions']

const makeJudge = (schema: JsonSchema, name: string, typeMember: string, other: string | undefined): JudgeRecord => {
  const definitions = inOnePass(schema.definitions)
  const id = 'osl:records'
  const ajv = new Ajv({ strict: false, validateSchema: false, formats: { uri: fullFormats.uri, 'date-time': fullFormats['date-time'] } })
  ajv.addSchema({ $id: id, definitions: ANY_RESOURCE in definitions ? { ...definitions, [ANY_RESOURCE]: { type: 'object', required: [typeMember] } } : definitions })
  const compiled = new Map<string, ValidateFunction>()
  const definitionFor = (type: string): ValidateFunction | undefined => {
    const definition = Object.hasOwn(definitions, type) ? type : other
    if (definition === undefined) return undefined
    const validate = compiled.get(definition) ?? ajv.compile({ $ref: `${id}#/definitions/${encodeURIComponent(definition)}` })
    compiled.set(definition, validate)
    return validate
  }
  const faultsOf = (value: unknown, path: string): readonly string[] => {
    const type = (value as Members | null)?.[typeMember]
    if (typeof type !== 'string') return [`${path}${typeMember} must be a text that names its type`]
    const validate = definitionFor(type)
    if (validate === undefined) return [`${path}${typeMember} '${type.slice(0, 60)}' is no type of the schema`]
    const own = validate(value) ? [] : explain(validate.errors ?? [], path)
    const { contained } = value as Members
    return [...own, ...(Array.isArray(contained) ? contained.flatMap((inner, n) => faultsOf(inner, `${path}contained[${n}].`)) : [])]
  }
  return (value) => {
    const reasons = [...new Set(faultsOf(value, ''))]
    return reasons.length === 0 ? undefined : refuse('RECORD_INVALID', { schema: name, reasons: reasons.slice(0, MOST_REASONS) })
  }
}

/** What goes around the fault says no more than that there is one. */
const AROUND: ReadonlySet<string> = new Set(['if', 'anyOf', 'allOf', 'oneOf', 'not'])

const explain = (errors: readonly ErrorObject[], path: string): readonly string[] => {
  // A member with a strange name fails every form that names may have; that it is strange is all there is to say.
  const strange = errors.filter(({ keyword }) => keyword === 'propertyNames')
  const telling = strange.length > 0 ? strange : errors.filter(({ keyword }) => !AROUND.has(keyword))
  return (telling.length === 0 ? errors : telling).map((error) => `${`${path}${placeOf(error.instancePath)}`.replace(/\.$/, '') || 'the record'}${wordsOf(error)}`)
}

/** `/epcList/0/x` as people write it: `epcList[0].x`. */
const placeOf = (pointer: string): string => pointer.split('/').slice(1).map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step.replaceAll('~1', '/').replaceAll('~0', '~')}`)).join('').replace(/^\./, '')

const wordsOf = ({ message = 'is not what the schema says', params }: ErrorObject): string => {
  const { additionalProperty, propertyName, allowedValues } = params as { readonly additionalProperty?: string; readonly propertyName?: string; readonly allowedValues?: readonly unknown[] }
  const stranger = additionalProperty ?? propertyName
  if (stranger !== undefined) return ` has a member '${stranger.slice(0, 60)}' that its type does not know`
  return ` ${message}${allowedValues === undefined ? '' : `: ${allowedValues.slice(0, 12).join(', ')}${allowedValues.length > 12 ? ', …' : ''}`}`
}

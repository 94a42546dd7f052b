import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { DISPOSITIONS } from '../vocabulary/recall.ts'
import { PERIODS } from './translation.ts'

/** The shapes of the model's YAML files. An `error` here is the `wanted` of a message. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/
const DOMAIN = /^[a-z][a-z0-9_]*$/

const text = (wanted: string) => z.string({ error: wanted }).refine((value) => value.trim() !== '', { error: wanted })
const name = (what: string) => z.string({ error: `a ${what}: letters, digits, - and _` }).regex(NAME, { error: `a ${what}: letters, digits, - and _` })
const domain = z.string({ error: 'the name of a domain' }).regex(DOMAIN, { error: 'the name of a domain: a lower-case word of letters, digits and _' })
export const CEL_WANTED = 'a CEL expression'
/** `5` and `true` are expressions too; YAML has made them a number and a boolean by now. */
const cel = z.union([z.string().refine((value) => value.trim() !== ''), z.number(), z.boolean()], { error: CEL_WANTED })
const list = <T extends z.ZodType>(item: T, wanted: string) => z.array(item, { error: wanted })
const mapping = <T extends z.ZodType>(value: T, wanted: string) => z.record(z.string(), value, { error: wanted })

const parses = (parse: () => unknown): boolean => {
  try {
    parse()
    return true
  } catch {
    return false
  }
}
const duration = text('an ISO 8601 duration such as PT15M').refine((value) => value.startsWith('P') && parses(() => Temporal.Duration.from(value)), { error: 'an ISO 8601 duration such as PT15M' })
const FIXED = 'a duration of days or less, such as P30D or PT12H'
const fixedDuration = text(FIXED).refine((value) => value.startsWith('P') && parses(() => Temporal.Duration.from(value).total('milliseconds')), { error: FIXED }).transform((value) => Temporal.Duration.from(value).total('milliseconds'))
const instant = text('an RFC 3339 time with offset such as 2026-01-01T00:00:00Z').refine((value) => /^\d{4}-\d\d-\d\dT[^[]*$/.test(value) && parses(() => Temporal.Instant.from(value)), { error: 'an RFC 3339 time with offset such as 2026-01-01T00:00:00Z' })
const timezone = text('an IANA time zone such as Europe/Berlin').refine((value) => /^[A-Za-z]/.test(value) && parses(() => new Intl.DateTimeFormat('en', { timeZone: value })), { error: 'an IANA time zone such as Europe/Berlin' })
const encoding = text('a text encoding such as utf-8').refine((value) => parses(() => new TextDecoder(value)), { error: 'a text encoding such as utf-8' })
const wholeFrom = (least: number) => z.int({ error: `a whole number, ${least} or more` }).min(least, { error: `a whole number, ${least} or more` })
const yesOrNo = z.boolean({ error: 'true or false' })
/** `lines.units` or [lines, units]. */
const path = z.union([text('').transform((value) => value.split('.')), z.array(z.string()).min(1)], { error: 'relation fields, as lines.units or [lines, units]' })

export const manifestShape = z.strictObject({
  model: name('model name'),
  version: wholeFrom(1),
  timezone,
  canonicalStates: list(text('the name of a canonical state'), 'a list of canonical states, from first to last').min(1, { error: 'a list of canonical states, from first to last' }),
  leaveOut: list(text('the name of a canonical state'), 'a list of canonical states').optional(),
}, { error: 'a mapping' })

const stateShape = z.strictObject({
  name: text('the name of a state'),
  canonical: text('a canonical state'),
  also: list(text('a spelling'), 'a list of spellings').optional(),
  next: list(text('the name of a state'), 'a list of states').optional(),
  terminal: yesOrNo.optional(),
  expected: duration.optional(),
  standardEvent: text('a standard order event').optional(),
  responsible: text('the name of a source').optional(),
  sla: cel.optional(),
}, { error: 'a state such as { name: …, canonical: … }' })

export const statesShape = z.strictObject({
  domain,
  order: z.strictObject({
    over: text('an entity type'),
    aggregate: z.enum(['least', 'most'], { error: 'least or most' }),
    path: path.optional(),
  }, { error: 'a mapping such as { over: …, aggregate: least }' }).optional(),
  states: mapping(list(stateShape, 'a list of states'), 'a list of states for each entity type').optional(),
}, { error: 'a mapping' })

const each = mapping(cel, 'a list for each variable').refine((lists) => Object.keys(lists).length > 0, { error: 'a variable and its list, as { item: record.items }' }).optional()

const linkShape = z.strictObject({
  field: text('a relation field'),
  each,
  key: cel.optional(),
  by: z.strictObject({ scheme: text('an identifier scheme'), value: cel }, { error: '{ scheme: …, value: … }' }).optional(),
  when: cel.optional(),
  set: mapping(cel, 'an expression for each quantity').optional(),
}, { error: 'a link such as { field: …, key: … }' })

const yieldShape = z.strictObject({
  entity: text('an entity type'),
  each,
  key: cel,
  when: cel.optional(),
  identifiers: mapping(cel, 'an expression for each scheme').optional(),
  set: mapping(cel, 'an expression for each field').optional(),
  state: cel.optional(),
  links: list(linkShape, 'a list of links').optional(),
}, { error: 'a mapping such as { entity: …, key: … }' })

export const sourceShape = z.strictObject({
  source: name('source name'),
  domain,
  format: z.enum(['csv', 'jsonl', 'epcis', 'fhir'], { error: 'csv, jsonl, epcis or fhir' }),
  timezone: timezone.optional(),
  options: z.strictObject({
    delimiter: z.string({ error: 'a separator such as ";"' }).min(1, { error: 'a separator such as ";"' }).optional(),
    header: yesOrNo.optional(),
    encoding: encoding.optional(),
    quote: z.string({ error: 'one character, or "" for none' }).max(1, { error: 'one character, or "" for none' }).optional(),
    schema: text('the name of a schema, or none').optional(),
  }, { error: 'a mapping of options' }).optional(),
  columns: list(text('the name of a column'), 'a list of column names').min(1, { error: 'a list of column names' }).optional(),
  eventId: cel,
  occurredAt: cel,
  recordedAt: cel.optional(),
  sequence: cel.optional(),
  corrects: cel.optional(),
  retracts: cel.optional(),
  delete: cel.optional(),
  freshness: duration.optional(),
  gapless: z.enum(['eventId', 'sequence'], { error: 'eventId or sequence' }).optional(),
  trust: z.number({ error: 'a number' }).optional(),
  manual: yesOrNo.optional(),
  yields: list(yieldShape, 'a list of what a record yields').min(1, { error: 'a list of what a record yields' }),
}, { error: 'a mapping' })

const domainRuleShape = z.strictObject({
  applies: cel.optional(),
  over: text('an entity type'),
  path: path.optional(),
  appliesWhen: cel.optional(),
  requires: wholeFrom(0).optional(),
  met: cel,
  aggregate: z.enum(['all', 'any'], { error: 'all or any' }).optional(),
}, { error: 'a rule such as { over: …, met: … }' })

const answersShape = z.strictObject({
  stage: z.strictObject({
    scale: list(text('the name of a stage'), 'stages, lowest first').min(2, { error: 'two stages or more, lowest first' }).max(20, { error: 'twenty stages at most' }),
    is: cel,
  }, { error: 'a mapping such as { scale: [LOW, HIGH], is: … }' }).optional(),
  share: cel.optional(),
  time: cel.optional(),
}, { error: 'a mapping of stage, share and time' }).refine((answers) => Object.keys(answers).length > 0, { error: 'one of stage, share and time' })

const versionShape = z.strictObject({
  version: wholeFrom(1).max(1_000_000_000, { error: 'a whole number, 1 or more, below a billion' }),
  /** Absent: DRAFT. */
  lifecycle: z.enum(['DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE', 'RETIRED'], { error: 'DRAFT, PROPOSED, APPROVED, ACTIVE or RETIRED' }).optional(),
  effectiveFrom: instant.optional(),
  effectiveTo: instant.optional(),
  changeReason: text('a sentence'),
  title: text('a title').optional(),
  owner: text('who answers for it').optional(),
  description: text('a sentence').optional(),
  proposedBy: text('a name').optional(),
  approvedBy: text('a name').optional(),
  domains: mapping(domainRuleShape, 'a rule for each domain').refine((rules) => Object.keys(rules).length > 0, { error: 'a rule for at least one domain' }),
  unified: cel,
  validWhen: cel.optional(),
  uses: mapping(z.strictObject({ definition: name('definition name'), version: wholeFrom(1) }, { error: '{ definition: …, version: … }' }), 'a version for each name').optional(),
  answers: answersShape.optional(),
}, { error: 'a version such as { version: 1, lifecycle: ACTIVE, … }' })

export const definitionShape = z.strictObject({
  definition: name('definition name'),
  title: text('a title'),
  owner: text('who answers for it'),
  description: text('a sentence').optional(),
  versions: list(versionShape, 'a list of versions').min(1, { error: 'a list of versions' }),
}, { error: 'a mapping' })

const sideShape = z.strictObject({
  with: mapping(path, 'relation fields for each variable').optional(),
  key: cel,
  at: cel.optional(),
}, { error: 'a mapping such as { key: … }' })

export const derivationShape = z.strictObject({
  derivation: name('derivation name'),
  title: text('a title'),
  owner: text('who answers for it'),
  description: text('a sentence').optional(),
  version: wholeFrom(1).max(1_000_000_000, { error: 'a whole number, 1 or more, below a billion' }),
  /** Absent: ACTIVE. */
  lifecycle: z.enum(['ACTIVE', 'RETIRED'], { error: 'ACTIVE or RETIRED' }).optional(),
  relation: text('an inferred relation as Type.field').regex(/^[A-Za-z]\w*\.[A-Za-z]\w*$/, { error: 'an inferred relation as Type.field' }),
  from: sideShape,
  to: sideShape,
  within: z.strictObject({ before: fixedDuration.optional(), after: fixedDuration.optional() }, { error: 'a mapping such as { before: P30D, after: PT0S }' }).optional(),
  when: cel.optional(),
  most: wholeFrom(1).optional(),
}, { error: 'a mapping' })

export const arbitrationShape = z.strictObject({
  arbitration: name('name of a rule'),
  title: text('a title'),
  owner: text('who answers for it'),
  description: text('a sentence').optional(),
  version: wholeFrom(1).max(1_000_000_000, { error: 'a whole number, 1 or more, below a billion' }),
  /** Absent: ACTIVE. */
  lifecycle: z.enum(['ACTIVE', 'RETIRED'], { error: 'ACTIVE or RETIRED' }).optional(),
  about: text('Type.state or Type.attribute').regex(/^[A-Za-z]\w*\.[A-Za-z]\w*$/, { error: 'Type.state or Type.attribute' }),
  prefer: list(cel, 'conditions, the strongest first').min(1, { error: 'one condition or more, the strongest first' }).max(50, { error: 'fifty conditions at most' }),
}, { error: 'a mapping' })

const CENTURY_MS = 36_525 * 86_400_000

const measureShape = z.strictObject({
  over: text('an entity type'),
  with: mapping(path, 'relation fields for each variable').optional(),
  at: cel,
  every: z.enum(PERIODS, { error: PERIODS.join(', ') }),
  counts: cel.optional(),
  matches: cel.optional(),
  by: cel.optional(),
  amount: cel.optional(),
}, { error: 'a mapping such as { over: …, at: …, every: P3M }' })

export const translationShape = z.strictObject({
  translation: name('translation name'),
  title: text('a title'),
  owner: text('who answers for it'),
  description: text('a sentence').optional(),
  version: wholeFrom(1).max(1_000_000_000, { error: 'a whole number, 1 or more, below a billion' }),
  measure: measureShape,
  when: cel,
  expires: fixedDuration.refine((ms) => Number.isInteger(ms) && ms >= 1_000 && ms <= CENTURY_MS, { error: 'a duration from a second to a hundred years, such as P30D' }).optional(),
  proposes: z.strictObject({
    entity: text('an entity type'),
    evidence: text('a relation field'),
    most: wholeFrom(1).max(10_000, { error: 'a whole number from 1 to 10000' }).optional(),
    set: mapping(cel, 'an expression for each field').optional(),
  }, { error: 'a mapping such as { entity: …, evidence: … }' }),
}, { error: 'a mapping' })

const TOLD = DISPOSITIONS.filter((disposition) => disposition !== 'UNKNOWN')
const attributes = (wanted: string) => mapping(text(wanted), 'an attribute for each entity type')

const REPORTED = 'a text, or { when: … } or { heldBy: … }'
const reported = z.union([text(REPORTED), z.strictObject({ when: cel }), z.strictObject({ heldBy: text(REPORTED) })], { error: REPORTED })

export const recallShape = z.strictObject({
  dispositions: mapping(list(z.strictObject({
    is: z.enum(TOLD, { error: TOLD.join(', ') }),
    over: path.optional(),
    when: cel,
    at: cel.optional(),
    pieces: cel.optional(),
  }, { error: 'a mapping such as { is: USED, over: procedures, when: …, at: … }' }), 'what becomes of it, from first to last').min(1, { error: 'what becomes of it, from first to last' }), 'a list for each entity type').optional(),
  made: attributes('the attribute that says how many pieces').optional(),
  producedAt: attributes('the attribute that says when').optional(),
  expiresOn: attributes('the attribute that says when').optional(),
  report: mapping(mapping(reported, 'what says it, for each field'), 'fields for the firm and each entity type').optional(),
}, { error: 'a mapping' })

export type RecallData = z.output<typeof recallShape>
export type ManifestData = z.output<typeof manifestShape>
export type StatesData = z.output<typeof statesShape>
export type SourceData = z.output<typeof sourceShape>
export type DefinitionData = z.output<typeof definitionShape>
export type ArbitrationData = z.output<typeof arbitrationShape>
export type DerivationData = z.output<typeof derivationShape>
export type TranslationData = z.output<typeof translationShape>
export type YieldData = SourceData['yields'][number]
export type LinkData = NonNullable<YieldData['links']>[number]
export type StateData = NonNullable<StatesData['states']>[string][number]
export type VersionData = DefinitionData['versions'][number]
export type DomainRuleData = VersionData['domains'][string]

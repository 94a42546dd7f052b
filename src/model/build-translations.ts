import { measureEnvironment, proposalEnvironment, type Environment } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { wantedFor } from './build-yields.ts'
import { buildPath, enumWords, shapeOf, stateWords, withStates, type RuleContext } from './build-rules.ts'
import { checkComparedTexts, type KnownTexts } from './compared-texts.ts'
import { compileAt, NUMBER, TEXT, TIMESTAMP, TRUTH, type Wanted } from './compile-at.ts'
import type { ModelDraft } from './draft-model.ts'
import type { EntityType, Relation } from './entity-type.ts'
import type { MeasureModel, Translation } from './model.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { TranslationData } from './shapes.ts'
import { PROPOSAL_STATES } from './translation.ts'
import { unknownName } from './unknown-name.ts'
import type { YamlPath } from './yaml-file.ts'

/** As many as a page of the relation shows. */
const MOST = 1_000
const VARIABLE = /^[a-z][A-Za-z0-9_]*$/
const TAKEN = new Set(['entity', 'state', 'in', 'as', 'null', 'true', 'false'])

type Types = ReadonlyMap<string, EntityType | undefined>

const typeAt = ({ file }: Shaped<TranslationData>, path: YamlPath, name: string | undefined, { built, report }: RuleContext): EntityType | undefined => {
  const type = name === undefined ? undefined : built.types.get(name)
  if (name !== undefined && type === undefined) report('UNKNOWN_TYPE', file.at(path), unknownName(name, built.types.keys()))
  return type
}

/** What stands beside the entity: to every variable leads one way, so that an entity is measured once. */
const buildWith = ({ file, data }: Shaped<TranslationData>, over: EntityType | undefined, context: RuleContext): { readonly types: Types; readonly bound: MeasureModel['with'] } => {
  const types = new Map<string, EntityType | undefined>([['entity', over]])
  const bound: MeasureModel['with'][number][] = []
  for (const [variable, steps] of Object.entries(data.measure?.with ?? {})) {
    const at = ['measure', 'with', variable]
    if (!VARIABLE.test(variable) || TAKEN.has(variable)) context.report('BAD_NAME', file.keyAt(at), { what: 'variable', name: variable, wanted: `a word of letters, digits and _ that stands for nothing else: ${[...TAKEN].join(', ')} are taken` })
    const led = steps && buildPath(over, steps, file, at, context)
    const many = led?.path.find((relation) => relation.many)
    if (many !== undefined) context.report('TRANSLATION_MANY', file.at(at), { variable, field: `${many.owner}.${many.field}` })
    if (!types.has(variable)) types.set(variable, led?.end)
    if (led !== undefined) bound.push(Object.freeze({ variable, path: led.path }))
  }
  return { types, bound: Object.freeze(bound) }
}

/** Compiles an expression over entities and holds what it names against the model. */
const compileOver = ({ file }: Shaped<TranslationData>, path: YamlPath, types: Types, wanted: Wanted, context: RuleContext): Compiled | undefined => {
  const { report } = context
  const compiled = compileAt({ file, environment: measureEnvironment(new Map([...types].map(([variable, type]) => [variable, shapeOf(type, context)]))), report }, path, wanted)
  if (compiled === undefined) return undefined
  const entity = types.get('entity')
  if (entity !== undefined && entity.states === undefined && compiled.reads.some(([variable]) => variable === 'state')) report('NO_STATES', file.at(path), { type: entity.name, what: "The expression reads 'state'", known: withStates(context) })
  checkComparedTexts(compiled, file, path, report, ([variable = '', member]): KnownTexts | undefined => (variable === 'state' ? stateWords(entity, member, context) : enumWords(types.get(variable), member, context)))
  return compiled
}

const buildMeasure = (shaped: Shaped<TranslationData>, context: RuleContext): MeasureModel | undefined => {
  const data = shaped.data.measure
  const over = typeAt(shaped, ['measure', 'over'], data?.over, context)
  const { types, bound } = buildWith(shaped, over, context)
  const compile = (key: 'at' | 'counts' | 'matches' | 'by' | 'amount', wanted: Wanted): Compiled | undefined => (data?.[key] === undefined ? undefined : compileOver(shaped, ['measure', key], types, wanted, context))
  const [at, counts, matches, by, amount] = [compile('at', TIMESTAMP), compile('counts', TRUTH), compile('matches', TRUTH), compile('by', TEXT), compile('amount', NUMBER)]
  return over && at && data?.every && Object.freeze({
    over, with: bound, at, every: data.every,
    ...(counts === undefined ? {} : { counts }), ...(matches === undefined ? {} : { matches }), ...(by === undefined ? {} : { by }), ...(amount === undefined ? {} : { amount }),
  })
}

/** A proposal's type has the role and the life of one, and no source speaks of it. */
const checkProposal = ({ file }: Shaped<TranslationData>, type: EntityType, { sources, gaps, report }: RuleContext): void => {
  const place = file.at(['proposes', 'entity'])
  if (type.role !== 'PROPOSAL') report('PROPOSAL_ROLE', place, { type: type.name })
  const states = type.states?.states
  const isLife = states !== undefined && Object.entries(PROPOSAL_STATES).every(([name, next]) => {
    const found = states.get(name)
    return found !== undefined && found.next.length === next.length && next.every((one) => found.next.includes(one))
  }) && states.size === Object.keys(PROPOSAL_STATES).length
  if (!isLife && !gaps.states && !gaps.stateNames.has(type.name)) report('PROPOSAL_STATES', place, { type: type.name })
  const stated = sources.find(({ data }) => data.yields?.some((one) => one?.entity === type.name) === true)
  if (stated !== undefined) report('PROPOSAL_STATED', place, { type: type.name, file: stated.file.path })
}

const buildEvidence = ({ file, data }: Shaped<TranslationData>, type: EntityType, over: EntityType | undefined, { report }: RuleContext): Relation | undefined => {
  const field = data.proposes?.evidence
  if (field === undefined) return undefined
  const place = file.at(['proposes', 'evidence'])
  const relation = type.relations.get(field)
  if (relation === undefined) report('UNKNOWN_FIELD', place, { type: type.name, name: field, what: 'relation', nearest: nearest(field, type.relations.keys()) })
  else if (over !== undefined && (relation.target !== over.name || !relation.many || relation.kind.inferred)) report('PROPOSAL_EVIDENCE', place, { field: `${type.name}.${field}`, over: over.name })
  return relation
}

const buildSet = (shaped: Shaped<TranslationData>, type: EntityType, environment: Environment, { report }: RuleContext): Translation['proposes']['set'] => {
  const { file, data } = shaped
  const given = data.proposes?.set ?? {}
  const missing = [...type.attributes.values()].filter(({ name, required, scheme }) => required && scheme === undefined && !(name in given)).map(({ name }) => name)
  if (missing.length > 0 && !shaped.lost(['proposes', 'set'])) report('PROPOSAL_UNSET', file.at(['proposes', 'entity']), { type: type.name, fields: missing })
  return Object.entries(given).flatMap(([name, expression]) => {
    const path = ['proposes', 'set', name]
    const attribute = type.attributes.get(name)
    if (attribute === undefined || attribute.scheme !== undefined) report('UNKNOWN_FIELD', file.keyAt(path), { type: type.name, name, what: 'attribute that a proposal can set', nearest: nearest(name, [...type.attributes.values()].filter(({ scheme }) => scheme === undefined).map((one) => one.name)) })
    const value = expression === undefined || attribute === undefined ? undefined : compileAt({ file, environment, report }, path, wantedFor(attribute.type))
    return attribute === undefined || value === undefined ? [] : [Object.freeze({ attribute, value })]
  })
}

const buildProposal = (shaped: Shaped<TranslationData>, over: EntityType | undefined, environment: Environment, context: RuleContext): Translation['proposes'] | undefined => {
  const data = shaped.data.proposes
  const type = typeAt(shaped, ['proposes', 'entity'], data?.entity, context)
  if (type === undefined) return undefined
  checkProposal(shaped, type, context)
  const evidence = buildEvidence(shaped, type, over, context)
  const set = buildSet(shaped, type, environment, context)
  return evidence && Object.freeze({ type, evidence, most: data?.most ?? MOST, set: Object.freeze(set) })
}

/** What a translation says is judged as far as it can be, whatever else of it is broken. */
const buildTranslation = (shaped: Shaped<TranslationData>, context: RuleContext): Translation | undefined => {
  const { file, data } = shaped
  const measure = buildMeasure(shaped, context)
  const environment = proposalEnvironment()
  const when = data.when === undefined ? undefined : compileAt({ file, environment, report: context.report }, ['when'], TRUTH)
  const proposes = buildProposal(shaped, context.built.types.get(data.measure?.over ?? ''), environment, context)
  const { translation: name, title, owner, description, version, expires }: Draft<TranslationData> = data
  if (name === undefined || title === undefined || owner === undefined || version === undefined || measure === undefined || when === undefined || proposes === undefined) return undefined
  return Object.freeze({ name, title, owner, ...(description === undefined ? {} : { description }), version, measure, when, ...(expires === undefined ? {} : { expires }), proposes })
}

/** Translations by name, which is also the name of the source of their proposals. */
export const buildTranslations = (draft: ModelDraft, context: RuleContext): ReadonlyMap<string, Translation> => {
  const translations = new Map<string, Translation>()
  const declaredIn = new Map<string, string>(draft.sources.flatMap(({ file, data }) => (data.source === undefined ? [] : [[data.source, file.path] as const])))
  for (const shaped of draft.translations) {
    const { translation: name = '' } = shaped.data
    const earlier = declaredIn.get(name)
    if (name !== '' && earlier !== undefined) context.report('TRANSLATION_TWICE', shaped.file.at(['translation']), { translation: name, other: earlier })
    declaredIn.set(name, shaped.file.path)
    const translation = buildTranslation(shaped, context)
    if (translation !== undefined) translations.set(name, translation)
  }
  return translations
}

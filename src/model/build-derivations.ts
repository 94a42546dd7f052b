import { derivationEnvironment } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { edgeIdOf } from './build-relations.ts'
import { buildPath, enumWords, shapeOf, stateWords, withStates, type RuleContext } from './build-rules.ts'
import { checkComparedTexts } from './compared-texts.ts'
import { compileAt, TEXT, TRUTH, type Wanted } from './compile-at.ts'
import type { ModelDraft } from './draft-model.ts'
import type { HeldVersion } from './held-version.ts'
import type { EntityType, Relation } from './entity-type.ts'
import type { Derivation, DerivationModel, DerivationSide, DerivationVersion } from './model.ts'
import type { Draft, Shaped } from './read-shape.ts'
import { filedStanding, ruleBuilder, standingParts } from './rule-versions.ts'
import { derivationShape, type DerivationData } from './shapes.ts'
import { relationsOf } from './type-draft.ts'
import type { YamlPath } from './yaml-file.ts'
import { unknownName } from './unknown-name.ts'
import { derivationIn } from './version-source.ts'

/** A question may read a thousand links of one entity; a rule that gives it more than this by default says too little. */
const MOST = 200
const VARIABLE = /^[a-z][A-Za-z0-9_]*$/
const TAKEN = new Set(['from', 'to', 'fromState', 'toState', 'in', 'as', 'null', 'true', 'false'])
/** Compared as it is: no text is read as a time here. */
const TIME: Wanted = { words: 'a time', types: ['timestamp'] }
type SideName = 'from' | 'to'


/** The inferred relation that a derivation names. */
const buildTarget = ({ file, data }: Shaped<DerivationData>, { built, report }: RuleContext): Relation | undefined => {
  if (data.relation === undefined) return undefined
  const [typeName = '', field = ''] = data.relation.split('.')
  const place = file.at(['relation'])
  const type = built.types.get(typeName)
  if (type === undefined) {
    report('UNKNOWN_TYPE', place, unknownName(typeName, built.types.keys()))
    return undefined
  }
  const relation = type.relations.get(field)
  if (relation === undefined) report('UNKNOWN_FIELD', place, { type: typeName, name: field, what: 'relation', nearest: nearest(field, type.relations.keys()) })
  else if (!relation.kind.inferred) {
    const known = [...built.types.values()].flatMap((each) => [...each.relations.values()].filter(({ kind }) => kind.inferred).map((each) => `${each.owner}.${each.field}`))
    report('DERIVED_STATED', place, { relation: data.relation, known })
  } else return relation
  return undefined
}

type Types = ReadonlyMap<string, EntityType | undefined>

/** Types of a side's variables, undefined where nobody knows; `from` or `to` itself first. */
const typesOfSide = (name: SideName, { file, data }: Shaped<DerivationData>, start: EntityType | undefined, others: ReadonlySet<string>, context: RuleContext) => {
  const types = new Map<string, EntityType | undefined>([[name, start]])
  const bound: DerivationSide['with'][number][] = []
  for (const [variable, steps] of Object.entries(data[name]?.with ?? {})) {
    const at = [name, 'with', variable]
    if (!VARIABLE.test(variable) || TAKEN.has(variable) || others.has(variable)) context.report('BAD_NAME', file.keyAt(at), { what: 'variable', name: variable, wanted: `a word of letters, digits and _ that stands for nothing else: ${[...TAKEN, ...others].join(', ')} are taken` })
    const led = steps && buildPath(start, steps, file, at, context)
    if (!types.has(variable)) types.set(variable, led?.end)
    if (led !== undefined) bound.push(Object.freeze({ variable, path: led.path }))
  }
  return { types, bound: Object.freeze(bound) }
}

/** Compiles one expression over some variables and holds what it names against the model. */
const compileOver = ({ file }: Shaped<DerivationData>, path: YamlPath, types: Types, wanted: Wanted, context: RuleContext): Compiled | undefined => {
  const { report } = context
  const environment = derivationEnvironment(new Map([...types].map(([variable, type]) => [variable, shapeOf(type, context)])))
  const compiled = compileAt({ file, environment, report }, path, wanted)
  if (compiled === undefined) return undefined
  const ruled = (variable: string | undefined): boolean => variable === 'fromState' || variable === 'toState'
  const typeOf = (variable: string | undefined): EntityType | undefined => types.get(ruled(variable) ? String(variable).slice(0, -'State'.length) : String(variable))
  for (const variable of new Set(compiled.reads.map(([name]) => name).filter(ruled))) {
    const type = typeOf(variable)
    if (type !== undefined && type.states === undefined) report('NO_STATES', file.at(path), { type: type.name, what: `The expression reads '${variable}'`, known: withStates(context) })
  }
  checkComparedTexts(compiled, file, path, report, ([variable, member]) => (ruled(variable) ? stateWords : enumWords)(typeOf(variable), member, context))
  return compiled
}

const buildSide = (name: SideName, shaped: Shaped<DerivationData>, start: EntityType | undefined, others: ReadonlySet<string>, context: RuleContext): { readonly types: Types; readonly side: DerivationSide | undefined } => {
  const { types, bound } = typesOfSide(name, shaped, start, others, context)
  const data = shaped.data[name]
  const key = data?.key === undefined ? undefined : compileOver(shaped, [name, 'key'], types, TEXT, context)
  const at = data?.at === undefined ? undefined : compileOver(shaped, [name, 'at'], types, TIME, context)
  return { types, side: start && key && Object.freeze({ type: start, with: bound, key, ...(at === undefined ? {} : { at }) }) }
}

const checkTimes = ({ file, data, lost }: Shaped<DerivationData>, { report }: RuleContext): void => {
  for (const side of ['from', 'to'] as const) {
    if (data[side] === undefined || lost([side, 'at']) || lost(['within'])) continue
    if (data.within !== undefined && data[side].at === undefined) report('DERIVED_TIMES', file.at([side]), { why: `'${side}' has no 'at'` })
    if (data.within === undefined && data[side].at !== undefined) report('DERIVED_TIMES', file.keyAt([side, 'at']), { why: "there is no 'within'" })
  }
}

/** What a derivation says is judged as far as it can be, whatever else of it is broken. */
const buildDerivation = (shaped: Shaped<DerivationData>, relation: Relation | undefined, context: RuleContext): Derivation | undefined => {
  const { data } = shaped
  const { derivation: name, title, owner, version } = data
  const from = buildSide('from', shaped, context.built.types.get(relation?.owner ?? ''), new Set(), context)
  const to = buildSide('to', shaped, context.built.types.get(relation?.target ?? ''), new Set(Object.keys(data.from?.with ?? {})), context)
  const when = data.when === undefined ? undefined : compileOver(shaped, ['when'], new Map([...from.types, ...to.types]), TRUTH, context)
  checkTimes(shaped, context)
  if (relation === undefined || from.side === undefined || to.side === undefined || name === undefined || title === undefined || owner === undefined || version === undefined) return undefined
  return Object.freeze({
    name, title, owner, ...(data.description === undefined ? {} : { description: data.description }), version,
    relation, from: from.side, to: to.side, most: data.most ?? MOST,
    ...(data.within === undefined ? {} : { within: Object.freeze({ before: data.within.before ?? 0, after: data.within.after ?? 0 }) }),
    ...(when === undefined ? {} : { when }),
  })
}

/** A version with its rule, unless it was retired; undefined where its file does not even say whose it is. */
const versionOf = (data: Draft<DerivationData>, text: string, rule: Derivation | undefined, held: Omit<HeldVersion, 'definition' | 'version' | 'source'>): DerivationVersion | undefined => {
  const { derivation: definition, version, title, owner, description, relation } = data
  if (definition === undefined || version === undefined || title === undefined || owner === undefined || relation === undefined) return undefined
  return Object.freeze({ definition, version, title, owner, ...(description === undefined ? {} : { description }), relation, ...standingParts(text, rule, held) })
}

/** The folder's derivations by name; every inferred relation has one, and only one. */
export const buildDerivations = (draft: ModelDraft, context: RuleContext): ReadonlyMap<string, DerivationModel> => {
  const { report } = context
  const derivations = new Map<string, DerivationModel>()
  const declaredIn = new Map<string, string>()
  const derivedBy = new Map<string, Draft<DerivationData>>()
  for (const shaped of draft.derivations) {
    const { file, data } = shaped
    const name = data.derivation ?? ''
    const earlier = declaredIn.get(name)
    if (name !== '' && earlier !== undefined) report('DERIVATION_TWICE', file.at(['derivation']), { derivation: name, other: earlier })
    declaredIn.set(name, file.path)
    const relation = buildTarget(shaped, context)
    const other = relation && derivedBy.get(relation.kind.id)
    if (other !== undefined) report('DERIVED_TWICE', file.at(['relation']), { relation: data.relation ?? '', other: other.derivation ?? '' })
    if (relation !== undefined) derivedBy.set(relation.kind.id, data)
    const rule = buildDerivation(shaped, relation, context)
    const version = rule && versionOf(data, file.text, rule, filedStanding(data))
    if (version !== undefined) derivations.set(name, Object.freeze({ name, versions: Object.freeze([version]) }))
  }
  for (const field of relationsOf(draft.sdl).filter(({ relation }) => relation.inferred)) {
    if (!derivedBy.has(edgeIdOf(field))) report('INFERRED_NOWHERE', field.relation.place, { field: field.path, known: [...derivedBy.values()].flatMap((one) => one.relation ?? []) })
  }
  return derivations
}

/** Builds versions that are held elsewhere than in the folder, against everything else that it says. */
export const derivationBuilder = (context: Omit<RuleContext, 'report'>) => ruleBuilder({
  shape: derivationShape,
  nameOf: ({ derivation }: Draft<DerivationData>) => derivation,
  retired: (held): DerivationVersion | undefined => versionOf(derivationIn(held.source) ?? {}, held.source, undefined, held),
  build: (shaped, held, report) => {
    const within = { ...context, report }
    return versionOf(shaped.data, held.source, buildDerivation(shaped, buildTarget(shaped, within), within), held)
  },
})

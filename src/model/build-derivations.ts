import { derivationEnvironment, type EntityShape } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { edgeIdOf } from './build-relations.ts'
import { buildPath, enumWords, shapeOf, stateWords, type RuleContext } from './build-rules.ts'
import { checkComparedTexts } from './compared-texts.ts'
import { compileAt, MOMENT, TEXT, TRUTH, type Wanted } from './compile-at.ts'
import type { ModelDraft } from './draft-model.ts'
import { edgeKindId, type Derivation, type DerivationSide, type EntityType, type Relation } from './model.ts'
import type { Shaped } from './read-shape.ts'
import type { DerivationData } from './shapes.ts'
import { relationsOf } from './type-draft.ts'
import type { YamlPath } from './yaml-file.ts'

/** A question may read a thousand links of one entity; a rule that gives it more than this by default says too little. */
const MOST = 200
const VARIABLE = /^[a-z][A-Za-z0-9_]*$/
const TAKEN = new Set(['from', 'to', 'fromState', 'toState', 'in', 'as', 'null', 'true', 'false'])
type SideName = 'from' | 'to'

const kindOf = ({ kind }: Relation): string => edgeKindId(kind.from, kind.name, kind.to)

/** The inferred relation that a derivation names. */
const buildTarget = ({ file, data }: Shaped<DerivationData>, { built, report }: RuleContext): Relation | undefined => {
  const [typeName = '', field = ''] = data.relation.split('.')
  const place = file.at(['relation'])
  const type = built.types.get(typeName)
  if (type === undefined) {
    report('UNKNOWN_TYPE', place, { name: typeName, nearest: nearest(typeName, built.types.keys()) })
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

/** Types of a side's variables; `from` or `to` itself first. */
const typesOfSide = (name: SideName, { file, data }: Shaped<DerivationData>, start: EntityType, others: ReadonlySet<string>, context: RuleContext) => {
  const types = new Map<string, EntityType>([[name, start]])
  const bound: DerivationSide['with'][number][] = []
  for (const [variable, steps] of Object.entries(data[name].with ?? {})) {
    const at = [name, 'with', variable]
    if (!VARIABLE.test(variable) || TAKEN.has(variable) || others.has(variable)) context.report('BAD_NAME', file.keyAt(at), { what: 'variable', name: variable, wanted: `a word of letters, digits and _ that stands for nothing else: ${[...TAKEN, ...others].join(', ')} are taken` })
    const led = buildPath(start, steps, file, at, context)
    if (led === undefined) continue
    types.set(variable, led.end)
    bound.push(Object.freeze({ variable, path: led.path }))
  }
  return { types, bound: Object.freeze(bound) }
}

type Types = ReadonlyMap<string, EntityType>

/** Compiles one expression over some variables and holds what it names against the model. */
const compileOver = ({ file }: Shaped<DerivationData>, path: YamlPath, types: Types, wanted: Wanted, context: RuleContext): Compiled | undefined => {
  const { report, built } = context
  const shapes = new Map<string, EntityShape>([...types].map(([variable, type]) => [variable, shapeOf(type)]))
  const compiled = compileAt({ file, environment: derivationEnvironment(shapes), report }, path, wanted)
  if (compiled === undefined) return undefined
  const typeOf = (variable: string | undefined): EntityType | undefined => types.get(String(variable).replace(/State$/, ''))
  for (const variable of new Set(compiled.reads.map(([name]) => name).filter((name) => name === 'fromState' || name === 'toState'))) {
    const type = typeOf(variable)
    const known = [...built.types.values()].filter((candidate) => candidate.states !== undefined).map((candidate) => candidate.name)
    if (type !== undefined && type.states === undefined) report('NO_STATES', file.at(path), { type: type.name, what: `The expression reads '${variable}'`, known })
  }
  checkComparedTexts(compiled, file, path, report, ([variable, member]) => {
    const type = typeOf(variable)
    if (type === undefined) return undefined
    return variable === 'fromState' || variable === 'toState' ? stateWords(type, member, context) : enumWords(type, member, built)
  })
  return compiled
}

const buildSide = (name: SideName, shaped: Shaped<DerivationData>, start: EntityType, others: ReadonlySet<string>, context: RuleContext): { readonly types: Types; readonly side: DerivationSide | undefined } => {
  const { types, bound } = typesOfSide(name, shaped, start, others, context)
  const key = compileOver(shaped, [name, 'key'], types, TEXT, context)
  const at = shaped.data[name].at === undefined ? undefined : compileOver(shaped, [name, 'at'], types, MOMENT, context)
  return { types, side: key && Object.freeze({ type: start, with: bound, key, ...(at === undefined ? {} : { at }) }) }
}

const checkTimes = ({ file, data }: Shaped<DerivationData>, { report }: RuleContext): void => {
  for (const side of ['from', 'to'] as const) {
    if (data.within !== undefined && data[side].at === undefined) report('DERIVED_TIMES', file.at([side]), { why: `'${side}' has no 'at'` })
    if (data.within === undefined && data[side].at !== undefined) report('DERIVED_TIMES', file.keyAt([side, 'at']), { why: "there is no 'within'" })
  }
}

const buildDerivation = (shaped: Shaped<DerivationData>, relation: Relation, context: RuleContext): Derivation | undefined => {
  const { data } = shaped
  const [start, end] = [context.built.types.get(relation.owner), context.built.types.get(relation.target)]
  if (start === undefined || end === undefined) return undefined
  const from = buildSide('from', shaped, start, new Set(), context)
  const to = buildSide('to', shaped, end, new Set(Object.keys(data.from.with ?? {})), context)
  const when = data.when === undefined ? undefined : compileOver(shaped, ['when'], new Map([...from.types, ...to.types]), TRUTH, context)
  checkTimes(shaped, context)
  if (from.side === undefined || to.side === undefined) return undefined
  return Object.freeze({
    name: data.derivation, title: data.title, owner: data.owner, ...(data.description === undefined ? {} : { description: data.description }), version: data.version,
    relation, from: from.side, to: to.side, most: data.most ?? MOST,
    ...(data.within === undefined ? {} : { within: Object.freeze({ before: data.within.before ?? 0, after: data.within.after ?? 0 }) }),
    ...(when === undefined ? {} : { when }),
  })
}

/** Derivations by name; every inferred relation has one, and only one. */
export const buildDerivations = (draft: ModelDraft, context: RuleContext): ReadonlyMap<string, Derivation> => {
  const { report } = context
  const derivations = new Map<string, Derivation>()
  const declaredIn = new Map<string, string>()
  const derivedBy = new Map<string, { readonly derivation: string; readonly relation: string }>()
  for (const shaped of draft.derivations) {
    const { file, data } = shaped
    const earlier = declaredIn.get(data.derivation)
    if (earlier !== undefined) report('DERIVATION_TWICE', file.at(['derivation']), { derivation: data.derivation, other: earlier })
    declaredIn.set(data.derivation, file.path)
    const relation = buildTarget(shaped, context)
    if (relation === undefined) continue
    const other = derivedBy.get(kindOf(relation))
    if (other !== undefined) report('DERIVED_TWICE', file.at(['relation']), { relation: data.relation, other: other.derivation })
    derivedBy.set(kindOf(relation), data)
    const derivation = buildDerivation(shaped, relation, context)
    if (derivation !== undefined) derivations.set(data.derivation, derivation)
  }
  if (draft.derivationsComplete && draft.sdl !== undefined) {
    for (const field of relationsOf(draft.sdl).filter(({ relation }) => relation.inferred)) {
      if (!derivedBy.has(edgeIdOf(field))) report('INFERRED_NOWHERE', field.relation.place, { field: field.path, known: [...derivedBy.values()].map((one) => one.relation) })
    }
  }
  return derivations
}

import { arbitrationEnvironment } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { STATE_FIELD, type ArbitrationModel, type ArbitrationRule, type ArbitrationVersion } from './arbitration.ts'
import { stateWords, withStates, type RuleContext } from './build-rules.ts'
import { checkComparedTexts, type KnownTexts } from './compared-texts.ts'
import { compileAt, TRUTH } from './compile-at.ts'
import type { ModelDraft } from './draft-model.ts'
import type { EntityType } from './entity-type.ts'
import type { HeldVersion } from './held-version.ts'
import type { Draft, Shaped } from './read-shape.ts'
import { filedStanding, ruleBuilder, standingParts } from './rule-versions.ts'
import { arbitrationShape, type ArbitrationData } from './shapes.ts'
import { unknownName } from './unknown-name.ts'
import { arbitrationIn } from './version-source.ts'

interface About {
  readonly type: EntityType
  readonly field: string
}

/** What a rule decides on: the state of a type that has states, or one of its tracked attributes. */
const buildAbout = ({ file, data }: Shaped<ArbitrationData>, context: RuleContext): About | undefined => {
  const { built, report } = context
  const [typeName = '', field = ''] = data.about?.split('.') ?? []
  if (data.about === undefined) return undefined
  const [place, type] = [file.at(['about']), built.types.get(typeName)]
  if (type === undefined) report('UNKNOWN_TYPE', place, unknownName(typeName, built.types.keys()))
  else if (field === STATE_FIELD) {
    if (type.states !== undefined) return { type, field }
    report('NO_STATES', place, { type: type.name, what: `The rule is about '${data.about}'`, known: withStates(context) })
  } else {
    const tracked = [...type.attributes.values()].filter((attribute) => attribute.tracked).map(({ name }) => name)
    if (tracked.includes(field)) return { type, field }
    if (type.attributes.has(field)) report('ARBITRATED_LAST', place, { about: data.about, known: tracked })
    else report('UNKNOWN_FIELD', place, { type: type.name, name: field, what: 'tracked attribute', nearest: nearest(field, [...tracked, STATE_FIELD]) })
  }
  return undefined
}

/** Texts that a claim's member may be compared with: of its source those that ever say such a thing. */
const wordsOf = (about: About | undefined, member: string | undefined, context: RuleContext): KnownTexts | undefined => {
  if (member === 'domain') return { known: [...context.domains], what: 'domain' }
  if (member !== 'source' || about === undefined || about.field === STATE_FIELD) return stateWords(about?.type, member, context)
  const { type, field } = about
  const setters = context.sources.filter(({ data }) => (data.yields ?? []).some((one) => one?.entity === type.name && one.set?.[field] !== undefined))
  return context.gaps.sources ? undefined : { known: setters.flatMap(({ data }) => data.source ?? []), what: `source of ${type.name}.${field}` }
}

const compileCondition = ({ file }: Shaped<ArbitrationData>, at: number, about: About | undefined, context: RuleContext): Compiled | undefined => {
  const path = ['prefer', at]
  const compiled = compileAt({ file, environment: arbitrationEnvironment(about === undefined || about.field === STATE_FIELD), report: context.report }, path, TRUTH)
  if (compiled === undefined) return undefined
  const isSound = checkComparedTexts(compiled, file, path, context.report, ([, member]) => wordsOf(about, member, context))
  const readsTrust = compiled.reads.some(([, member]) => member === 'trust')
  if (readsTrust && !context.gaps.sources && context.sources.every(({ data }) => data.trust === undefined)) context.report('ARBITRATED_TRUST', file.at(path), undefined)
  return isSound ? compiled : undefined
}

/** What a rule says is judged as far as it can be, whatever else of it is broken. */
const buildRule = (shaped: Shaped<ArbitrationData>, context: RuleContext): ArbitrationRule | undefined => {
  const { data } = shaped
  const about = buildAbout(shaped, context)
  const prefer = (data.prefer ?? []).map((condition, at) => (condition === undefined ? undefined : compileCondition(shaped, at, about, context)))
  const sound = prefer.filter((one) => one !== undefined)
  if (about === undefined || data.arbitration === undefined || data.version === undefined || sound.length === 0 || sound.length < prefer.length) return undefined
  return Object.freeze({ name: data.arbitration, version: data.version, type: about.type.name, field: about.field, prefer: Object.freeze(sound) })
}

/** Undefined where its file does not even say whose it is. */
const versionOf = (data: Draft<ArbitrationData>, text: string, rule: ArbitrationRule | undefined, held: Omit<HeldVersion, 'definition' | 'version' | 'source'>): ArbitrationVersion | undefined => {
  const { arbitration: definition, version, title, owner, description, about, prefer } = data
  if (definition === undefined || version === undefined || title === undefined || owner === undefined || about === undefined) return undefined
  return Object.freeze({ definition, version, title, owner, ...(description === undefined ? {} : { description }), about, prefer: Object.freeze((prefer ?? []).map(String)), ...standingParts(text, rule, held) })
}

/** The folder's rules by name; one thing is decided by one of them. */
export const buildArbitration = (draft: ModelDraft, context: RuleContext): ReadonlyMap<string, ArbitrationModel> => {
  const { report } = context
  const rules = new Map<string, ArbitrationModel>()
  const declaredIn = new Map<string, string>()
  const decidedBy = new Map<string, string>()
  for (const shaped of draft.arbitration) {
    const { file, data } = shaped
    const { arbitration: name = '', about } = data
    const earlier = declaredIn.get(name)
    if (name !== '' && earlier !== undefined) report('ARBITRATION_TWICE', file.at(['arbitration']), { arbitration: name, other: earlier })
    declaredIn.set(name, file.path)
    const other = about === undefined || data.lifecycle === 'RETIRED' ? undefined : decidedBy.get(about)
    if (other !== undefined) report('ARBITRATED_TWICE', file.at(['about']), { about: about ?? '', other })
    if (about !== undefined && data.lifecycle !== 'RETIRED') decidedBy.set(about, name)
    const version = versionOf(data, file.text, buildRule(shaped, context), filedStanding(data))
    if (version !== undefined) rules.set(name, Object.freeze({ name, versions: Object.freeze([version]) }))
  }
  return rules
}

/** Builds versions that are held elsewhere than in the folder, against everything else that it says. */
export const arbitrationBuilder = (context: Omit<RuleContext, 'report'>) => ruleBuilder({
  shape: arbitrationShape,
  nameOf: ({ arbitration }: Draft<ArbitrationData>) => arbitration,
  retired: (held): ArbitrationVersion | undefined => versionOf(arbitrationIn(held.source) ?? {}, held.source, undefined, held),
  build: (shaped, held, report) => versionOf(shaped.data, held.source, buildRule(shaped, { ...context, report }), held),
})

import { reportEnvironment } from '../expression/environments.ts'
import { REPORT_FIELDS, REPORTED_ROLES, TRUTHS, type ReportAbout } from '../vocabulary/report-fields.ts'
import { buildPath, checkRule, NO_VERDICTS, shapeOf, withStates, type RuleContext } from './build-rules.ts'
import { compileAt, TRUTH } from './compile-at.ts'
import type { EntityType } from './entity-type.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { ReportLiteral, ReportModel, ReportSource } from './recall-model.ts'
import type { RecallData } from './shapes.ts'
import { unknownName } from './unknown-name.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

/** Where fields of whoever recalls stand: no type begins with a small letter. */
const FIRM = 'firm'
const PATH = 'relation fields and an attribute, as lot.number, or a state, as shipments@SHIPPED'

export const NO_REPORT: ReportModel = Object.freeze({ firm: new Map(), types: new Map() })

type Given = Draft<NonNullable<RecallData['report']>[string][string]>

/** A value that stands in a file, and what is said of it. */
interface FieldPlace {
  readonly file: YamlFile
  readonly at: YamlPath
  readonly field: string
}

/** Fields that the files have of somebody; others are said. */
const known = ({ file }: Shaped<RecallData>, name: string, about: ReportAbout, whom: string, given: Readonly<Record<string, Given | undefined>>, { report }: RuleContext): readonly (FieldPlace & { readonly value: NonNullable<Given> })[] =>
  Object.entries(given).flatMap(([field, value]) => {
    const at = ['report', name, field]
    if (!(field in REPORT_FIELDS[about])) report('REPORT_FIELD', file.keyAt(at), { about: whom, ...unknownName(field, Object.keys(REPORT_FIELDS[about])) })
    return value === undefined || !(field in REPORT_FIELDS[about]) ? [] : [{ file, at, field, value }]
  })

const buildLiteral = ({ file, at, field, value }: FieldPlace & { readonly value: NonNullable<Given> }, { report }: RuleContext): ReportLiteral | undefined => {
  if (typeof value === 'string') return { text: value }
  if ('heldBy' in value && value.heldBy !== undefined) return { heldBy: value.heldBy }
  report('REPORT_FORM', file.at(at), { field, found: 'a condition', wanted: 'a text or { heldBy: … }' })
  return undefined
}

/** The first time at which what a path leads to was in a state. */
const buildState = ({ file, at }: FieldPlace, type: EntityType, way: readonly string[], local: string, context: RuleContext): ReportSource | undefined => {
  const led = buildPath(type, way, file, at, context)
  if (led === undefined) return undefined
  const { name, states } = led.end
  if (states === undefined) context.report('NO_STATES', file.at(at), { type: name, what: `The path asks when it was ${local}`, known: withStates(context) })
  else if (states.states.has(local)) return { path: led.path, end: { local } }
  else if (!context.gaps.stateNames.has(name)) context.report('UNKNOWN_STATE', file.at(at), { type: name, ...unknownName(local, states.states.keys()) })
  return undefined
}

const buildAttribute = ({ file, at, field }: FieldPlace, type: EntityType, steps: readonly string[], context: RuleContext): ReportSource | undefined => {
  const led = buildPath(type, steps.slice(0, -1), file, at, context)
  const last = steps.at(-1)
  if (led === undefined || last === undefined) return undefined
  const attribute = led.end.attributes.get(last)
  if (attribute === undefined) context.report('UNKNOWN_FIELD', file.at(at), { type: led.end.name, what: 'attribute', name: last, nearest: unknownName(last, led.end.attributes.keys()).nearest })
  else if (TRUTHS.includes(field) && attribute.type !== 'Boolean') context.report('REPORT_FORM', file.at(at), { field, found: `'${steps.join('.')}', which is no Boolean`, wanted: '{ when: … } or a path to a Boolean' })
  else return { path: led.path, end: { attribute } }
  return undefined
}

const buildPathTo = (place: FieldPlace, type: EntityType, text: string, context: RuleContext): ReportSource | undefined => {
  const { file, at, field } = place
  const [way = '', local, ...more] = text.split('@')
  const steps = way === '' ? [] : way.split('.')
  if (more.length > 0 || local === '' || (local === undefined && steps.length === 0)) context.report('REPORT_FORM', file.at(at), { field, found: `'${text}'`, wanted: PATH })
  else if (local === undefined) return buildAttribute(place, type, steps, context)
  else if (!TRUTHS.includes(field)) return buildState(place, type, steps, local, context)
  else context.report('REPORT_FORM', file.at(at), { field, found: 'a time', wanted: '{ when: … } or a path to a Boolean' })
  return undefined
}

const buildSource = (place: FieldPlace & { readonly value: NonNullable<Given> }, type: EntityType, context: RuleContext): ReportSource | undefined => {
  const { file, at, field, value } = place
  if (typeof value === 'string') return buildPathTo(place, type, value, context)
  if ('heldBy' in value) return value.heldBy === undefined ? undefined : { heldBy: value.heldBy }
  if (!TRUTHS.includes(field)) {
    context.report('REPORT_FORM', file.at(at), { field, found: 'a condition', wanted: `${PATH}, or { heldBy: … }; conditions are for ${TRUTHS.join(', ')}` })
    return undefined
  }
  const environment = reportEnvironment(shapeOf(type, context))
  const when = compileAt({ file, environment, report: context.report }, [...at, 'when'], TRUTH)
  if (when !== undefined) checkRule(when, { file, type, scope: NO_VERDICTS, environment }, [...at, 'when'], context)
  return when && { when }
}

/** Whom the files ask about by the role of a type; undefined where they do not. */
const aboutOf = (type: EntityType): (typeof REPORTED_ROLES)[number] | undefined => REPORTED_ROLES.find((role) => role === type.role)

/** What says which field of a recall's files, from the section `report` of recall.yaml. */
export const buildReport = (shaped: Shaped<RecallData>, context: RuleContext): ReportModel => {
  const { [FIRM]: firm = {}, ...rest } = shaped.data.report ?? {}
  const types = Object.entries(rest).flatMap(([name, fields = {}]) => {
    const type = context.built.types.get(name)
    const about = type && aboutOf(type)
    if (type === undefined) context.report('UNKNOWN_TYPE', shaped.file.keyAt(['report', name]), unknownName(name, [FIRM, ...context.built.types.keys()]))
    else if (about === undefined) context.report('REPORT_ROLE', shaped.file.keyAt(['report', name]), { type: name, known: REPORTED_ROLES })
    if (type === undefined || about === undefined) return []
    return [[name, new Map(known(shaped, name, about, `a ${about}`, fields, context).flatMap((place) => { const source = buildSource(place, type, context); return source === undefined ? [] : [[place.field, Object.freeze(source)] as const] }))] as const]
  })
  const literals = known(shaped, FIRM, 'FIRM', 'the firm', firm, context).flatMap((place) => { const literal = buildLiteral(place, context); return literal === undefined ? [] : [[place.field, Object.freeze(literal)] as const] })
  return Object.freeze({ firm: new Map(literals), types: new Map(types) })
}

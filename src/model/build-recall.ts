import { fateEnvironment } from '../expression/environments.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import { buildReport, NO_REPORT } from './build-report.ts'
import { buildPath, checkRule, NO_VERDICTS, shapeOf, type RuleContext } from './build-rules.ts'
import { compileAt, NUMBER, TIMESTAMP, TRUTH, type Wanted } from './compile-at.ts'
import type { ModelDraft } from './draft-model.ts'
import type { Attribute, AttributeType, EntityType } from './entity-type.ts'
import type { DispositionRule, RecallModel } from './recall-model.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { RecallData } from './shapes.ts'
import { unknownName } from './unknown-name.ts'

type RuleData = Draft<NonNullable<RecallData['dispositions']>[string][number]>

const buildRule = ({ file }: Shaped<RecallData>, type: EntityType, place: number, data: RuleData, context: RuleContext): DispositionRule | undefined => {
  const at = ['dispositions', type.name, place]
  const led = data.over === undefined ? { path: [], end: type } : buildPath(type, data.over, file, [...at, 'over'], context)
  if (led === undefined) return undefined
  const compile = (key: 'when' | 'at' | 'pieces', wanted: Wanted): Compiled | undefined => {
    if (data[key] === undefined) return undefined
    const compiled = compileAt({ file, environment: fateEnvironment(shapeOf(led.end, context)), report: context.report }, [...at, key], wanted)
    if (compiled !== undefined) checkRule(compiled, { file, type: led.end, scope: NO_VERDICTS, environment: fateEnvironment(shapeOf(led.end, context)) }, [...at, key], context)
    return compiled
  }
  const [when, occurred, pieces] = [compile('when', TRUTH), compile('at', TIMESTAMP), compile('pieces', NUMBER)]
  if (data.is === undefined || when === undefined) return undefined
  return Object.freeze({ is: data.is, path: led.path, when, ...(occurred === undefined ? {} : { at: occurred }), ...(pieces === undefined ? {} : { pieces }) })
}

const typeNamed = ({ file }: Shaped<RecallData>, path: readonly string[], name: string, { built, report }: RuleContext): EntityType | undefined => {
  const type = built.types.get(name)
  if (type === undefined) report('UNKNOWN_TYPE', file.keyAt(path), unknownName(name, built.types.keys()))
  return type
}

const buildDispositions = (shaped: Shaped<RecallData>, context: RuleContext): RecallModel['dispositions'] => new Map(Object.entries(shaped.data.dispositions ?? {}).flatMap(([name, rules]) => {
  const type = typeNamed(shaped, ['dispositions', name], name, context)
  if (type !== undefined && type.role !== 'UNIT' && type.role !== 'LOT') context.report('RECALL_ROLE', shaped.file.keyAt(['dispositions', name]), { type: name })
  return type === undefined ? [] : [[name, Object.freeze((rules ?? []).flatMap((rule, place) => (rule === undefined ? [] : buildRule(shaped, type, place, rule, context) ?? [])))] as const]
}))

const buildAttributes = (shaped: Shaped<RecallData>, key: 'made' | 'producedAt' | 'expiresOn', types: readonly AttributeType[], context: RuleContext): ReadonlyMap<string, Attribute> => new Map(Object.entries(shaped.data[key] ?? {}).flatMap(([name, field]) => {
  const type = typeNamed(shaped, [key, name], name, context)
  if (type === undefined || field === undefined) return []
  const attribute = type.attributes.get(field)
  const fitting = [...type.attributes.values()].filter((one) => types.includes(one.type)).map((one) => one.name)
  if (attribute === undefined || !types.includes(attribute.type)) context.report('UNKNOWN_FIELD', shaped.file.at([key, name]), { type: name, name: field, what: `attribute of type ${types.join(' or ')}`, nearest: nearest(field, fitting) })
  return attribute === undefined ? [] : [[name, attribute] as const]
}))

/** What a recall asks of units and lots, from recall.yaml. */
export const buildRecall = ({ recall }: ModelDraft, context: RuleContext): RecallModel => recall === undefined
  ? Object.freeze({ dispositions: new Map(), made: new Map(), producedAt: new Map(), expiresOn: new Map(), report: NO_REPORT })
  : Object.freeze({
    dispositions: buildDispositions(recall, context),
    made: buildAttributes(recall, 'made', ['Int', 'Float', 'Decimal'], context),
    producedAt: buildAttributes(recall, 'producedAt', ['DateTime', 'Date'], context),
    expiresOn: buildAttributes(recall, 'expiresOn', ['DateTime', 'Date'], context),
    report: buildReport(recall, context),
  })

import { conditionSql } from '../expression/compile-expression.ts'
import { quoteText } from '../expression/sql-values.ts'
import { preferencesOf } from '../model/arbitration.ts'
import { hasHistory, type EntityType } from '../model/entity-type.ts'
import { type Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'

/** Every ref of a visit's entity: its own, then of those merged into it, as sql/read/state-graph.sql is told of them. */
const REFS = 'array[visit.ref] || array(select merged.ref from unnest($4::text[], $5::text[]) with ordinality as merged (ref, survivor, place) where merged.survivor = visit.ref order by merged.place)'

/** jsonb of an attribute of a visit's entity when the visit is judged; of one without a history its last value, which is not known of another time. */
const attributeSql = (model: Model, type: EntityType, name: string, ofNow: boolean): string => {
  const attribute = type.attributes.get(name)
  invariant(attribute !== undefined, 'printSlas', `${type.name} has no attribute '${name}'`)
  if (attribute.scheme !== undefined) return `told_identifier(${REFS}, ${quoteText(attribute.scheme)}, visit.until, $3)`
  if (hasHistory(attribute)) {
    const preferences = preferencesOf(model, type, name)
    const preferred = preferences.length === 0 ? '' : `, array[${preferences.map(({ source }) => quoteText(source)).join()}], array[${preferences.map(({ rank }) => rank).join()}]`
    return `told_attribute(${REFS}, ${quoteText(name)}, visit.until, $3, ${String(attribute.type === 'Decimal')}${preferred})`
  }
  return ofNow ? `told_last(${REFS}, ${quoteText(name)})` : 'null::jsonb'
}

/** Whether a visit of sql/read/state-graph.sql met its state's SLA, as SQL: null where there is none, or it is unknown. `ofNow`: no other time is asked for. */
export const printSlas = (model: Model, type: EntityType, ofNow: boolean): string => {
  const branches = [...model.slas.get(type.name) ?? []].map(([local, sla]) => {
    const ruling: Readonly<Record<string, string>> = { local: `${quoteText(local)}::text`, canonical: `${quoteText(type.states?.states.get(local)?.canonical ?? '')}::text`, since: 'visit.began', source: 'visit.source' }
    const met = conditionSql(sla, {
      timezone: model.timezone,
      read: ([variable, member]) => {
        if (variable === 'now') return { sql: 'visit.until' }
        if (member === undefined) return undefined
        return variable === 'state' ? { sql: ruling[member] ?? 'null' } : { sql: attributeSql(model, type, member, ofNow), json: true }
      },
    })
    return `when ${quoteText(JSON.stringify(local))} then ${met}`
  })
  return branches.length === 0 ? 'null::boolean' : `case visit.local ${branches.join(' ')} end`
}

import type { AttributeType, Classification } from './entity-type.ts'
import type { Model } from './model.ts'
import { renderTable } from './render-table.ts'

/** One attribute of business data that the layer would hold as a read-only copy. */
export interface InventoryRow {
  /** Entity type; for a quantity the relationship, as `From NAME To`. */
  readonly type: string
  readonly field: string
  /** identifier: a number someone knows the entity by. tracked: every change is kept. attribute: the last accepted value. kept: what a path leads to, held again where it is asked. quantity: lives on a link. */
  readonly kind: 'identifier' | 'attribute' | 'tracked' | 'kept' | 'quantity'
  readonly valueType: string
  readonly unit?: string
  /** Null: the model does not say. */
  readonly classification: Classification | null
  readonly domain: string
  /** Sources, and translations, that set it, by name; empty when none does. Of what is kept, all that state a link on its path or the value at its end. */
  readonly sources: readonly string[]
}

const showType = (type: AttributeType): string => (typeof type === 'string' ? type : type.enum)

const sourcesOf = (model: Model): ReadonlyMap<string, ReadonlySet<string>> => {
  const setBy = new Map<string, Set<string>>()
  const add = (what: string, source: string): void => {
    setBy.set(what, (setBy.get(what) ?? new Set()).add(source))
  }
  for (const source of model.sources.values()) {
    for (const entry of source.yields) {
      for (const { attribute } of entry.set) add(`${entry.type.name}.${attribute.name}`, source.name)
      for (const { scheme } of entry.identifiers) add(`${scheme.type}.${scheme.field}`, source.name)
      for (const { relation, to, quantities } of entry.links) {
        add(relation.kind.id, source.name)
        // A link by an identifier tells us that number even when no record of its own ever comes.
        if ('scheme' in to) add(`${to.scheme.type}.${to.scheme.field}`, source.name)
        for (const { name } of quantities) add(`${relation.kind.from} ${relation.kind.name} ${relation.kind.to}.${name}`, source.name)
      }
    }
  }
  for (const { name, proposes } of model.translations.values()) {
    for (const { attribute } of proposes.set) add(`${proposes.type.name}.${attribute.name}`, name)
    add(proposes.evidence.kind.id, name)
  }
  return setBy
}

/** Everything of business data that the layer would hold, by domain, type and field order; what is kept along paths after the attributes, quantities of links last. */
export const inventory = (model: Model): readonly InventoryRow[] => {
  const setBy = sourcesOf(model)
  const sources = (...whats: readonly string[]): readonly string[] => [...new Set(whats.flatMap((what) => [...(setBy.get(what) ?? [])]))].sort()
  const attributes = [...model.types.values()].flatMap((type) =>
    [...type.attributes.values()].map((attribute): InventoryRow => ({
      type: type.name,
      field: attribute.name,
      kind: attribute.scheme !== undefined ? 'identifier' : attribute.tracked ? 'tracked' : 'attribute',
      valueType: showType(attribute.type),
      ...(attribute.unit === undefined ? {} : { unit: attribute.unit }),
      classification: attribute.classification ?? null,
      domain: type.domain,
      sources: sources(`${type.name}.${attribute.name}`),
    })),
  )
  const kept = [...model.types.values()].flatMap((type) => [...type.kept.values()].flatMap(({ name, path, attribute, classification }): readonly InventoryRow[] => {
    const last = path.at(-1)
    return last === undefined ? [] : [{
      type: type.name, field: name, kind: 'kept', valueType: `[${attribute === undefined ? last.target : showType(attribute.type)}]`, classification: classification ?? null, domain: type.domain,
      sources: sources(...path.map(({ kind }) => kind.id), ...(attribute === undefined ? [] : [`${last.target}.${attribute.name}`])),
    }]
  }))
  const quantities = new Map<string, InventoryRow>()
  for (const source of model.sources.values()) {
    for (const { relation, quantities: named } of source.yields.flatMap((entry) => entry.links)) {
      const type = `${relation.kind.from} ${relation.kind.name} ${relation.kind.to}`
      for (const { name } of named) {
        const domain = model.types.get(relation.kind.from)?.domain ?? source.domain
        quantities.set(`${type}.${name}`, { type, field: name, kind: 'quantity', valueType: 'number', classification: null, domain, sources: sources(`${type}.${name}`) })
      }
    }
  }
  return [...attributes, ...kept, ...quantities.values()]
}

const HEADINGS = ['domain', 'type', 'field', 'kind', 'value', 'classification', 'sources'] as const

/** A table for terminals; `-` stands for what the model does not say. */
export const renderInventory = (rows: readonly InventoryRow[]): string => {
  const cells = rows.map((row) => [row.domain, row.type, row.field, row.kind, row.unit === undefined ? row.valueType : `${row.valueType} (${row.unit})`, row.classification ?? '-', row.sources.join(', ') || '-'])
  const unclassified = rows.filter((row) => row.classification === null).length
  return [...renderTable(HEADINGS, cells), '', `${rows.length} attributes, ${unclassified} without a classification.`].join('\n')
}

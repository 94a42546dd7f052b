import { ORDERS } from '../../vocabulary/graph-property.ts'
import { SCALARS, type FieldDraft, type TypeDraft } from '../type-draft.ts'
import type { Rule } from './rule.ts'

/** Fields that the kernel adds to entity types, or to the one with the role ORDER. */
export const KERNEL_FIELDS: readonly string[] = ['id', 'type', 'key', 'domain', 'identifiers', 'resolved', 'state', 'belongsTo', 'claims', 'stateVisits', 'lineage', 'states', 'verdict', 'timeline', 'stateTimeline', 'fates']
/** Members of every `where:` beside the fields themselves. */
const FILTER_WORDS: readonly string[] = ['and', 'or', 'not', 'verdicts']
/** Properties that the graph keeps on every entity beside its attributes. */
const GRAPH_PROPERTIES: readonly string[] = ['ref', ORDERS]
const GRAPH_LABELS: readonly string[] = ['Applied', 'FormerIdentifier']
const ROOT_TYPES: readonly string[] = ['Query', 'Mutation', 'Subscription', 'SortDirection', 'CountPrecision']
/** What `orderBy` sorts by beside the fields themselves. */
const SORT_WORDS = /^(ID|KEY|RESOLVED|STATE_(LOCAL|CANONICAL|SINCE))$/
const GENERATED = /(Connection|Edge|Where|Sort|SortField|SortPart|OrderBy|Filter|Quantifiers)$/

/** `pickupAt` → `PICKUP_AT`: how a field is named in `orderBy`. */
const sortName = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()

const whyType = (name: string, coreTypes: ReadonlySet<string>): string | undefined => {
  if (coreTypes.has(name) || SCALARS.has(name) || ROOT_TYPES.includes(name)) return 'it is a core type'
  if (GRAPH_LABELS.includes(name)) return 'the graph keeps its own nodes under it'
  if (name.startsWith('_')) return 'names that begin with _ are the kernel’s'
  const suffix = GENERATED.exec(name)?.[1]
  return suffix === undefined ? undefined : `names that end in ${suffix} are generated from entity types`
}

const whyField = (field: FieldDraft): string | undefined => {
  if (KERNEL_FIELDS.includes(field.name)) return 'the kernel adds a field of that name'
  if (FILTER_WORDS.includes(field.name)) return 'filters use it as a word of their own'
  if (field.relation === undefined && SORT_WORDS.test(sortName(field.name))) return `sorting names it ${sortName(field.name)}, which is the kernel’s`
  if (field.relation === undefined && GRAPH_PROPERTIES.includes(field.name)) return 'the graph keeps a property of that name on every entity'
  return field.name.startsWith('_') ? 'names that begin with _ are the kernel’s' : undefined
}

const collisions = (type: TypeDraft): readonly { readonly field: FieldDraft; readonly other: FieldDraft; readonly both: string }[] => {
  const bySortName = new Map<string, FieldDraft>()
  return type.fields.flatMap((field) => {
    const both = sortName(field.name)
    const other = bySortName.get(both)
    if (other === undefined) bySortName.set(both, field)
    return other === undefined || other.name === field.name ? [] : [{ field, other, both }]
  })
}

/** Core type names, and the names of Entity's and Order's own fields, are the kernel's. */
export const reservedNames: Rule = ({ sdl }, report) => {
  for (const declared of [...sdl.declarations, ...sdl.enums.values()]) {
    const why = whyType(declared.name, sdl.coreTypes)
    if (why !== undefined) report('RESERVED_TYPE', declared.place, { type: declared.name, why })
  }
  for (const type of sdl.declarations) {
    for (const field of type.fields) {
      const why = whyField(field)
      if (why !== undefined) report('RESERVED_FIELD', field.place, { field: field.path, why })
    }
    for (const { field, other, both } of collisions(type)) report('FIELDS_COLLIDE', field.place, { field: field.name, other: other.name, both })
  }
}

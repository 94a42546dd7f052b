import type { Classification, Role } from './model.ts'
import type { Place } from './model-problem.ts'

/** Entity types as the SDL writes them: read, with places, not yet judged. */
export interface FieldDraft {
  readonly name: string
  /** `Type.field`, for messages. */
  readonly path: string
  readonly owner: string
  readonly place: Place
  readonly typePlace: Place
  /** Innermost named type. */
  readonly typeName: string
  /** `many` is `[X!]` or `[X!]!`; any other list is `odd`. */
  readonly list: 'one' | 'many' | 'odd'
  readonly required: boolean
  /** The type as written, such as `[Thing!]!`. */
  readonly shown: string
  readonly hasArguments: boolean
  readonly description?: string
  readonly identifier?: { readonly scheme: string; readonly shared: boolean; readonly place: Place }
  readonly relation?: RelationDraft
  readonly tracked?: Place
  readonly classified?: { readonly as: Classification; readonly place: Place }
  readonly unit?: { readonly is: string; readonly place: Place }
}

export interface RelationDraft {
  readonly type: string
  readonly direction: 'OUT' | 'IN'
  readonly lineage: 'NONE' | 'DOWNSTREAM' | 'UPSTREAM'
  readonly belongs: boolean
  readonly inferred: boolean
  readonly place: Place
}

export interface TypeDraft {
  readonly name: string
  readonly place: Place
  /** Domain of the folder it stands in. */
  readonly folderDomain: string
  readonly isEntity: boolean
  /** Absent when @entity is, or its argument is wrong. */
  readonly domain?: { readonly name: string; readonly place: Place }
  readonly role?: { readonly is: Role; readonly place: Place }
  readonly classification?: Classification
  readonly implementsEntity: boolean
  readonly description?: string
  readonly fields: readonly FieldDraft[]
}

export interface EnumDraft {
  readonly name: string
  readonly place: Place
  readonly values: readonly string[]
}

export interface SdlDraft {
  /** By name, in file order. */
  readonly types: ReadonlyMap<string, TypeDraft>
  readonly enums: ReadonlyMap<string, EnumDraft>
  /** Names of every type of the core SDL. */
  readonly coreTypes: ReadonlySet<string>
}

export const SCALARS: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Float', 'Boolean', 'DateTime', 'Date', 'Decimal'])

/** Fields that lead to an entity type by a well-formed @relation; the rest is said by rules of its own. */
export const relationsOf = (draft: SdlDraft): readonly (FieldDraft & { readonly relation: RelationDraft })[] =>
  [...draft.types.values()].flatMap((type) => type.fields.filter((field): field is FieldDraft & { relation: RelationDraft } => field.relation !== undefined && draft.types.has(field.typeName)))

import type { Classification, Role } from './entity-type.ts'
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
  readonly kept?: { readonly path: string; readonly place: Place }
  readonly tracked?: Place
  readonly classified?: { readonly as: Classification; readonly place: Place }
  readonly unit?: { readonly is: string; readonly place: Place }
  /** Directives that it has and that cannot be read; an unknown one counts as the one it was most likely meant to be. */
  readonly unreadable: readonly string[]
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
  readonly unreadable: readonly string[]
}

export interface EnumDraft {
  readonly name: string
  readonly place: Place
  readonly values: readonly string[]
}

export interface SdlDraft {
  /** Every declaration, in file order. */
  readonly declarations: readonly TypeDraft[]
  /** By name, in file order; a type declared twice has the fields of both. */
  readonly types: ReadonlyMap<string, TypeDraft>
  readonly enums: ReadonlyMap<string, EnumDraft>
  /** Types of which some declaration or extension does not parse. */
  readonly broken: ReadonlySet<string>
  /** Names of every type of the core SDL. */
  readonly coreTypes: ReadonlySet<string>
}

export const SCALARS: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Float', 'Boolean', 'DateTime', 'Date', 'Decimal'])

/** Fields that lead to an entity type by a well-formed @relation; the rest is said by rules of its own. */
export const relationsOf = (draft: SdlDraft): readonly (FieldDraft & { readonly relation: RelationDraft })[] =>
  [...draft.types.values()].flatMap((type) => type.fields.filter((field): field is FieldDraft & { relation: RelationDraft } => field.relation !== undefined && draft.types.has(field.typeName)))

/** A field of a scalar or an enum, one value. */
export const isAttribute = (field: FieldDraft, draft: SdlDraft): boolean => field.list === 'one' && (SCALARS.has(field.typeName) || draft.enums.has(field.typeName))

/** The type that the rules of an order begin at, also while it is not the one with the role. */
export const orderOf = (draft: SdlDraft): TypeDraft | undefined => draft.types.get('Order') ?? [...draft.types.values()].find((type) => type.role?.is === 'ORDER')

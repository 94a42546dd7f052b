import { buildASTSchema, concatAST, Kind, parse, validateSchema, type DocumentNode, type FieldDefinitionNode, type GraphQLSchema, type ObjectTypeDefinitionNode } from 'graphql'
import type { Model } from '../../model/model.ts'
import { invariant } from '../../problems/invariant.ts'
import { connectionSdl, entityTypeSdl, enumSdl, inputsSdl } from './entity-sdl.ts'
import { filterTypesSdl } from './filter-types.ts'
import { KERNEL_INPUTS } from './kernel-inputs.ts'
import { setUpScalars } from './scalars.ts'

/** Documents from `readCoreSdl` and of the model folder; of the folder's, only enums are taken as written, with their descriptions. */
export interface ServedSdl {
  readonly core: DocumentNode
  readonly entities?: DocumentNode
}

/** What a client sees: the kernel's questions over the model's types, each with its connection, filter and sort inputs. Resolvers are bound apart. */
export const buildServedSchema = (model: Model, sdl: ServedSdl): GraphQLSchema => {
  const schema = buildASTSchema(servedDocument(model, sdl), { assumeValidSDL: false })
  const [error] = validateSchema(schema)
  invariant(error === undefined, 'build-served-schema:invalid', error?.message ?? '')
  setUpScalars(schema)
  return schema
}

/** The served SDL as a document, for printing and code generation. */
const servedDocument = (model: Model, sdl: ServedSdl): DocumentNode => {
  const types = [...model.types.values()]
  const generated = parse([
    ...types.flatMap((type) => [entityTypeSdl(type), connectionSdl(type), inputsSdl(type)]),
    sdl.entities === undefined ? enumSdl(model) : '',
    filterTypesSdl([...model.enums.keys(), 'Outcome']),
    KERNEL_INPUTS,
  ].join('\n\n'), { noLocation: true })
  const shared = fieldsOfEntity(sdl.core)
  const entityTypes = new Set(model.types.keys())
  const withShared = generated.definitions.map((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && entityTypes.has(definition.name.value) ? addFields(definition, shared) : definition)
  const enums = (sdl.entities?.definitions ?? []).filter(({ kind }) => kind === Kind.ENUM_TYPE_DEFINITION)
  return concatAST([sdl.core, { kind: Kind.DOCUMENT, definitions: [...enums, ...withShared] }])
}

/** Entity's own fields, descriptions and defaults with them, so that no type's can differ from the interface's. */
const fieldsOfEntity = (core: DocumentNode): readonly FieldDefinitionNode[] => {
  const entity = core.definitions.find((definition) => definition.kind === Kind.INTERFACE_TYPE_DEFINITION && definition.name.value === 'Entity')
  invariant(entity?.kind === Kind.INTERFACE_TYPE_DEFINITION, 'build-served-schema:entity', 'the core SDL declares no interface Entity')
  return entity.fields ?? []
}

const addFields = (type: ObjectTypeDefinitionNode, fields: readonly FieldDefinitionNode[]): ObjectTypeDefinitionNode => ({ ...type, fields: [...fields, ...(type.fields ?? [])] })

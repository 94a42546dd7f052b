import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { concatAST, Kind, parse, Source, type DefinitionNode, type DocumentNode, type EnumTypeDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql'
import { makeProblemList } from './model-problem.ts'
import { parseSdlFiles } from './parse-sdl.ts'
import { readFolder } from './read-folder.ts'

/** What the served schema is made of, descriptions kept. */
export interface ModelSdl {
  /** Directives, interfaces and questions of the kernel. */
  readonly core: DocumentNode
  /** Entity types and enums of the model folder, extensions merged into what they extend. */
  readonly entities: DocumentNode
}

const CORE_FOLDER = fileURLToPath(new URL('../../schema/core/', import.meta.url))

/** The core SDL is ours: a fault in it is a fault of the program and throws. */
export const readCoreSdl = async (coreFolder: string = CORE_FOLDER): Promise<DocumentNode> => {
  const names = (await readdir(coreFolder)).filter((name) => name.endsWith('.graphql')).sort()
  const documents = await Promise.all(names.map(async (name) => parse(new Source(await readFile(join(coreFolder, name), 'utf8'), `core/${name}`))))
  return concatAST(documents)
}

/** The values of an enum of the core SDL, in their order. */
export const enumValuesOf = (core: DocumentNode, name: string): readonly string[] =>
  core.definitions.flatMap((node) => (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === name ? (node.values ?? []).map((value) => value.name.value) : []))

type Extensible = ObjectTypeDefinitionNode | EnumTypeDefinitionNode

const extendType = (base: Extensible, extensions: readonly DefinitionNode[]): Extensible =>
  extensions.reduce<Extensible>((type, extension) => {
    if (type.kind === Kind.OBJECT_TYPE_DEFINITION && extension.kind === Kind.OBJECT_TYPE_EXTENSION) {
      return {
        ...type,
        fields: [...(type.fields ?? []), ...(extension.fields ?? [])],
        directives: [...(type.directives ?? []), ...(extension.directives ?? [])],
        interfaces: [...(type.interfaces ?? []), ...(extension.interfaces ?? [])],
      }
    }
    if (type.kind === Kind.ENUM_TYPE_DEFINITION && extension.kind === Kind.ENUM_TYPE_EXTENSION) {
      return { ...type, values: [...(type.values ?? []), ...(extension.values ?? [])] }
    }
    return type
  }, base)

/** Every `extend type` and `extend enum` folded into what it extends; another domain may add its side of a relation that way. */
export const mergeExtensions = (document: DocumentNode): DocumentNode => {
  const isExtension = (node: DefinitionNode): boolean => node.kind === Kind.OBJECT_TYPE_EXTENSION || node.kind === Kind.ENUM_TYPE_EXTENSION
  const extensions = document.definitions.filter(isExtension)
  const definitions = document.definitions
    .filter((node) => !isExtension(node))
    .map((node, i, all) =>
      (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION) && all.findIndex((other) => 'name' in other && other.name?.value === node.name.value) === i
        ? extendType(node, extensions.filter((extension) => 'name' in extension && extension.name?.value === node.name.value))
        : node,
    )
  return { kind: Kind.DOCUMENT, definitions }
}

/** The documents of a folder that `loadModel` found sound. Throws what stands in the way otherwise. */
export const readModelSdl = async (folder: string, options: { readonly coreFolder?: string } = {}): Promise<ModelSdl> => {
  const problems = makeProblemList()
  const files = await readFolder(folder, problems.report)
  const { document } = parseSdlFiles(files?.sdl ?? [], problems.report)
  const [first] = problems.sorted()
  if (first) throw new Error(`${first.file}:${first.line}:${first.column} ${first.code} ${first.message}`)
  return { core: await readCoreSdl(options.coreFolder), entities: mergeExtensions(document) }
}

import type { DocumentNode } from 'graphql'
import type { z } from 'zod'
import { draftTypes } from './draft-types.ts'
import { reportKnown, type Gaps } from './gaps.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Report } from './model-problem.ts'
import { parseSdlFiles } from './parse-sdl.ts'
import type { ModelFile, ModelFiles } from './read-folder.ts'
import { readShape, type Shaped } from './read-shape.ts'
import { enumValuesOf, mergeExtensions } from './sdl.ts'
import { directivesOf } from './sdl-directives.ts'
import { arbitrationShape, definitionShape, derivationShape, manifestShape, recallShape, sourceShape, statesShape, translationShape, type ArbitrationData, type DefinitionData, type DerivationData, type ManifestData, type RecallData, type SourceData, type StatesData, type TranslationData } from './shapes.ts'
import { readSchemas } from './record-schemas.ts'
import { isAttribute, type SdlDraft } from './type-draft.ts'
import { validateFolderSdl } from './validate-sdl.ts'
import { parseYaml } from './yaml-file.ts'

/** Everything a folder's files say, each well-formed by itself, what is broken left out; whether they fit each other is for the rules. */
export interface ModelDraft {
  readonly manifest?: Shaped<ManifestData>
  readonly sdl: SdlDraft
  readonly states: readonly Shaped<StatesData>[]
  readonly sources: readonly Shaped<SourceData>[]
  readonly definitions: readonly Shaped<DefinitionData>[]
  readonly derivations: readonly Shaped<DerivationData>[]
  readonly translations: readonly Shaped<TranslationData>[]
  readonly arbitration: readonly Shaped<ArbitrationData>[]
  readonly recall?: Shaped<RecallData>
  readonly schemas: ReadonlyMap<string, JsonSchema>
  readonly domains: ReadonlySet<string>
  /** The standard order events of the core SDL. */
  readonly standardEvents: readonly string[]
  readonly gaps: Gaps
}

/** The core SDL's enum of standard order events. */
const STANDARD_EVENT = 'StandardEvent'

/** A YAML file by a shape, with what departs from it said and left out. */
export const draftYaml = <S extends z.ZodType>(file: ModelFile, shape: S, report: Report): readonly Shaped<z.output<S>>[] => {
  const parsed = parseYaml(file.path, file.text, report)
  const shaped = parsed && readShape(parsed, shape, report)
  if (shaped === undefined) return []
  const said = (shaped.data as { readonly domain?: string }).domain
  if (file.domain !== undefined && said !== undefined && said !== file.domain) report('DOMAIN_MISMATCH', shaped.file.at(['domain']), { said, folder: file.domain })
  return [shaped]
}

const gapsOf = (files: ModelFiles, sdl: SdlDraft, nameless: boolean, { states, sources, derivations }: Pick<ModelDraft, 'states' | 'sources' | 'derivations'>): Gaps => {
  const unreadable = (part: RegExp): boolean => files.unreadable.some((path) => part.test(path))
  const fields = [...sdl.types.values()].flatMap((type) => type.fields)
  const isSound = (field: (typeof fields)[number]): boolean => isAttribute(field, sdl) || field.kept !== undefined || (field.relation !== undefined && sdl.types.has(field.typeName))
  const isMisnamed = ({ data, lost }: Shaped<StatesData>): boolean => lost(['states']) || Object.keys(data.states ?? {}).some((type) => !sdl.types.has(type))
  return {
    types: nameless || unreadable(/\.graphql$/),
    members: sdl.broken,
    fields: new Set(fields.filter((field) => !isSound(field)).map(({ path }) => path)),
    schemes: new Set([...sdl.broken, ...fields.filter((field) => field.unreadable.includes('identifier')).map((field) => field.owner)]),
    states: states.length < files.states.length || unreadable(/\/states\.yaml$/) || states.some(isMisnamed),
    stateNames: new Set(states.flatMap(({ data }) => Object.entries(data.states ?? {}).filter(([, list]) => list?.every((entry) => entry?.name !== undefined) !== true).map(([type]) => type))),
    sources: sources.length < files.sources.length || unreadable(/\/sources\//) || sources.some(({ data }) => data.source === undefined),
    derivations: derivations.length < files.derivations.length || unreadable(/^derivations\//) || derivations.some(({ data }) => data.relation === undefined),
  }
}

export const draftModel = (files: ModelFiles, core: DocumentNode, report: Report): ModelDraft => {
  const [manifest] = files.manifest === undefined ? [] : draftYaml(files.manifest, manifestShape, report)
  const [recall] = files.recall === undefined ? [] : draftYaml(files.recall, recallShape, report)
  const states = files.states.flatMap((file) => draftYaml(file, statesShape, report))
  const sources = files.sources.flatMap((file) => draftYaml(file, sourceShape, report))
  const definitions = files.definitions.flatMap((file) => draftYaml(file, definitionShape, report))
  const derivations = files.derivations.flatMap((file) => draftYaml(file, derivationShape, report))
  const translations = files.translations.flatMap((file) => draftYaml(file, translationShape, report))
  const arbitration = files.arbitration.flatMap((file) => draftYaml(file, arbitrationShape, report))
  const { document, broken, nameless } = parseSdlFiles(files.sdl, report)
  const directives = directivesOf(core)
  const sdl = draftTypes(mergeExtensions(document), broken, core, directives, report)
  const gaps = gapsOf(files, sdl, nameless, { states, sources, derivations })
  validateFolderSdl({ entities: document, broken }, core, directives, reportKnown(gaps, report))
  return { ...(manifest ? { manifest } : {}), ...(recall ? { recall } : {}), sdl, states, sources, definitions, derivations, translations, arbitration, schemas: readSchemas(files.schemas, report), domains: new Set(files.domains), standardEvents: enumValuesOf(core, STANDARD_EVENT), gaps }
}

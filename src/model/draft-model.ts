import type { DocumentNode } from 'graphql'
import type { z } from 'zod'
import { draftTypes } from './draft-types.ts'
import type { Report } from './model-problem.ts'
import type { ModelFile, ModelFiles } from './read-folder.ts'
import { readShape, type Shaped } from './read-shape.ts'
import { enumValuesOf, mergeExtensions, parseSdlFiles } from './sdl.ts'
import { directivesOf } from './sdl-directives.ts'
import { definitionShape, derivationShape, manifestShape, sourceShape, statesShape, type DefinitionData, type DerivationData, type ManifestData, type SourceData, type StatesData } from './shapes.ts'
import type { SdlDraft } from './type-draft.ts'
import { validateFolderSdl } from './validate-sdl.ts'
import { parseYaml } from './yaml-file.ts'

/** Everything a folder's files say, each well-formed by itself; whether they fit each other is for the rules. */
export interface ModelDraft {
  readonly manifest?: Shaped<ManifestData>
  /** Absent when some file's SDL does not parse: nothing can be said of types then. */
  readonly sdl?: SdlDraft
  readonly states: readonly Shaped<StatesData>[]
  /** False when some states.yaml cannot be used: whether a type has states is not known then. */
  readonly statesComplete: boolean
  readonly sources: readonly Shaped<SourceData>[]
  /** False when some source's file cannot be used: a source that nobody declares may be declared there. */
  readonly sourcesComplete: boolean
  readonly definitions: readonly Shaped<DefinitionData>[]
  readonly derivations: readonly Shaped<DerivationData>[]
  /** False when some derivation's file cannot be used: which relations it infers is not known then. */
  readonly derivationsComplete: boolean
  readonly domains: ReadonlySet<string>
  /** The standard order events of the core SDL. */
  readonly standardEvents: readonly string[]
}

/** The core SDL's enum of standard order events. */
const STANDARD_EVENT = 'StandardEvent'

const draftYaml = <S extends z.ZodType>(file: ModelFile, shape: S, report: Report): readonly Shaped<z.output<S>>[] => {
  const parsed = parseYaml(file.path, file.text, report)
  const shaped = parsed && readShape(parsed, shape, report)
  if (shaped === undefined) return []
  const said = (shaped.data as { readonly domain?: string }).domain
  if (file.domain !== undefined && said !== undefined && said !== file.domain) report('DOMAIN_MISMATCH', shaped.file.at(['domain']), { said, folder: file.domain })
  return [shaped]
}

export const draftModel = (files: ModelFiles, core: DocumentNode, report: Report): ModelDraft => {
  const [manifest] = files.manifest === undefined ? [] : draftYaml(files.manifest, manifestShape, report)
  const states = files.states.flatMap((file) => draftYaml(file, statesShape, report))
  const sources = files.sources.flatMap((file) => draftYaml(file, sourceShape, report))
  const definitions = files.definitions.flatMap((file) => draftYaml(file, definitionShape, report))
  const derivations = files.derivations.flatMap((file) => draftYaml(file, derivationShape, report))
  const derivationsComplete = derivations.length === files.derivations.length && !files.unreadable.some((path) => path.startsWith('derivations/'))
  const parsed = parseSdlFiles(files.sdl, report)
  const { document } = parsed
  const broken = parsed.broken || files.unreadable.some((path) => path.endsWith('.graphql'))
  const statesComplete = states.length === files.states.length && !files.unreadable.some((path) => path.endsWith('/states.yaml'))
  const sourcesComplete = sources.length === files.sources.length && !files.unreadable.some((path) => path.includes('/sources/'))
  const entities = mergeExtensions(document)
  const directives = directivesOf(core)
  validateFolderSdl({ entities: document, broken }, core, directives, report)
  const sdl = draftTypes(entities, core, directives, report)
  return { ...(manifest ? { manifest } : {}), ...(broken ? {} : { sdl }), states, statesComplete, sources, sourcesComplete, definitions, derivations, derivationsComplete, domains: new Set(files.domains), standardEvents: enumValuesOf(core, STANDARD_EVENT) }
}

import { buildDefinitions } from './build-definitions.ts'
import { buildDerivations } from './build-derivations.ts'
import { typesInOrder } from './build-relations.ts'
import { buildOrderStates, type RuleContext } from './build-rules.ts'
import { buildSources } from './build-sources.ts'
import { buildStates } from './build-states.ts'
import { buildTypes, type BuiltTypes } from './build-types.ts'
import { draftModel, type ModelDraft } from './draft-model.ts'
import type { Model } from './model.ts'
import { makeProblemList, type ModelProblem, type Report } from './model-problem.ts'
import { readFolder } from './read-folder.ts'
import { RULES } from './rules/rules.ts'
import { readCoreSdl } from './sdl.ts'

export type LoadedModel = { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly problems: readonly ModelProblem[] }

/**
 * A model folder as one frozen Model, or everything that is wrong with it, each with file, line and column.
 * Throws only for what is no fault of the folder: a broken core SDL, a disk that fails.
 */
export const loadModel = async (folder: string, options: { readonly coreFolder?: string } = {}): Promise<LoadedModel> => {
  const core = await readCoreSdl(options.coreFolder)
  const problems = makeProblemList()
  const files = await readFolder(folder, problems.report)
  if (files === undefined) return { ok: false, problems: problems.sorted() }
  const draft = draftModel(files, core, problems.report)
  for (const rule of RULES) rule(draft, problems.report)
  const model = buildModel(draft, files.fingerprint, problems.report)
  const found = problems.sorted()
  return found.length > 0 || model === undefined ? { ok: false, problems: found } : { ok: true, model }
}

/** What stands in an expression's own text is said whatever else is broken; names it could not find may be in the broken file. */
const onlyExpressions = (report: Report): Report => (code, place, parameters) => {
  if (code === 'EXPRESSION' || code === 'UNKNOWN_COLUMN') report(code, place, parameters)
}

/** When a states.yaml cannot be used, that a type has no states may be its fault alone. */
const unlessStates = (complete: boolean, report: Report): Report => (code, place, parameters) => {
  if (complete || code !== 'NO_STATES') report(code, place, parameters)
}

const EMPTY: BuiltTypes = { types: new Map(), schemes: new Map(), edgeKinds: new Map(), enums: new Map() }

/** Undefined when there is too little to build on: no readable model.yaml, or SDL that does not parse. */
const buildModel = (draft: ModelDraft, fingerprint: string, said: Report): Model | undefined => {
  const { manifest, sdl } = draft
  const timezone = manifest?.data.timezone ?? 'UTC'
  const report = unlessStates(draft.statesComplete, said)
  const states = buildStates(draft.states, sdl && [...sdl.types.keys()], report)
  if (sdl === undefined) {
    buildSources(draft.sources, EMPTY, timezone, onlyExpressions(report))
    return undefined
  }
  const built = buildTypes(sdl, draft.domains, states)
  const sources = buildSources(draft.sources, built, timezone, report)
  const canonicalStates = manifest?.data.canonicalStates ?? []
  const context: RuleContext = { built, domains: draft.domains, inOrder: typesInOrder(sdl), canonicalStates, sources, report }
  const orderStates = buildOrderStates(draft.states, context)
  const definitions = buildDefinitions(draft.definitions, context)
  const derivations = buildDerivations(draft, context)
  if (manifest === undefined) return undefined
  return Object.freeze({
    name: manifest.data.model,
    version: manifest.data.version,
    timezone,
    fingerprint,
    canonicalStates: Object.freeze([...canonicalStates]),
    leaveOut: new Set(manifest.data.leaveOut ?? []),
    ...built,
    sources,
    orderStates,
    definitions,
    derivations,
    domains: Object.freeze([...draft.domains].sort()),
  })
}

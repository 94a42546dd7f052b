import { resolve } from 'node:path'
import { buildDefinitions, filedVersions } from './build-definitions.ts'
import { arbitrationBuilder, buildArbitration } from './build-arbitration.ts'
import { buildDerivations, derivationBuilder } from './build-derivations.ts'
import { soundRelations, typesInOrder } from './build-relations.ts'
import { buildOrderStates, buildSlas, type RuleContext } from './build-rules.ts'
import { buildRecall } from './build-recall.ts'
import { buildSources } from './build-sources.ts'
import { buildStates } from './build-states.ts'
import { buildTranslations } from './build-translations.ts'
import { buildTypes } from './build-types.ts'
import { versionBuilder } from './build-versions.ts'
import { draftModel, type ModelDraft } from './draft-model.ts'
import { reportKnown } from './gaps.ts'
import { HeldDefinitions } from './held-definitions.ts'
import type { Model } from './model.ts'
import { makeProblemList, type ModelProblem, type Report } from './model-problem.ts'
import { readFolder, type ModelFiles } from './read-folder.ts'
import { filedRules } from './rule-versions.ts'
import { canonicalStatesOf } from './rules/canonical-states.ts'
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
  const report = reportKnown(draft.gaps, problems.report)
  for (const rule of RULES) rule(draft, report)
  const model = buildModel(draft, resolve(folder), files, report)
  const found = problems.sorted()
  return found.length > 0 || model === undefined ? { ok: false, problems: found } : { ok: true, model }
}

/** Undefined when model.yaml does not say what every model has; everything else is built, and judged, from what is there. */
const buildModel = (draft: ModelDraft, folder: string, { fingerprint, formerFingerprints }: ModelFiles, report: Report): Model | undefined => {
  const { manifest, sdl, domains, gaps } = draft
  const timezone = manifest?.data.timezone ?? 'UTC'
  const states = buildStates(draft.states, sdl.types, report)
  const built = buildTypes(sdl, domains, states)
  const sources = buildSources(draft.sources, built, timezone, report)
  const canonicalStates = canonicalStatesOf(manifest)
  const context: RuleContext = { built, timezone, domains, inOrder: typesInOrder(sdl, soundRelations(sdl)), canonicalStates, sources: draft.sources, gaps, report }
  const orderStates = buildOrderStates(draft.states, context)
  const slas = buildSlas(draft.states, context)
  const definitions = buildDefinitions(draft.definitions, context)
  const derivations = buildDerivations(draft, context)
  const arbitration = buildArbitration(draft, context)
  const translations = buildTranslations(draft, context)
  const recall = buildRecall(draft, context)
  const { model: name, version, leaveOut = [] } = manifest?.data ?? {}
  if (name === undefined || version === undefined || canonicalStates === undefined) return undefined
  return Object.freeze({
    name,
    version,
    folder,
    timezone,
    fingerprint,
    formerFingerprints: Object.freeze(formerFingerprints),
    canonicalStates: Object.freeze([...canonicalStates]),
    leaveOut: new Set(leaveOut.filter((name) => name !== undefined)),
    ...built,
    sources,
    schemas: draft.schemas,
    orderStates,
    slas,
    definitions: new HeldDefinitions(definitions),
    filed: filedVersions(draft.definitions),
    buildVersions: versionBuilder(context, definitions),
    derivations: new HeldDefinitions(derivations),
    filedDerivations: filedRules(draft.derivations, ({ derivation }) => derivation),
    buildDerivations: derivationBuilder(context),
    arbitration: new HeldDefinitions(arbitration),
    filedArbitration: filedRules(draft.arbitration, ({ arbitration: name }) => name),
    buildArbitration: arbitrationBuilder(context),
    translations,
    recall,
    domains: Object.freeze([...domains].sort()),
  })
}

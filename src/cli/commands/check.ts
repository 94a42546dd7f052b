import { relative } from 'node:path'
import { inventory, renderInventory } from '../../model/inventory.ts'
import { checkQuestions } from '../../gateway/schema/check-questions.ts'
import { loadModel } from '../../model/load-model.ts'
import { renderProblems } from '../../model/render-problems.ts'
import { renderStateInventory, stateInventory } from '../../model/state-inventory.ts'
import { readExamples } from '../example.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { print, printJson } from '../terminal.ts'

export interface CheckFlags extends CommonFlags {
  readonly inventory?: boolean
  readonly against?: boolean
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** From where the command was given, unless that is somewhere else. */
const shown = (folder: string): string => {
  const path = relative('', folder) || '.'
  return path.startsWith('..') ? folder : path
}

/** Exit code: 0 when the model can be used, 1 when it cannot; with --against see `checkAgainst`. */
export const check = async (folder: string | undefined, flags: CheckFlags): Promise<number> => {
  const settings = readSettings({ ...flags, ...(folder === undefined ? {} : { model: folder }) }, process.env, folder === undefined ? undefined : `folder '${folder}'`)
  const { modelFolder, json } = settings
  const loaded = await loadModel(modelFolder)
  const problems = loaded.ok ? await checkQuestions(loaded.model, await readExamples(settings.worldFolder)) : loaded.problems
  if (!loaded.ok || problems.length > 0) {
    if (json) printJson({ ok: false, problems })
    else print(renderProblems(problems))
    return 1
  }
  const { model } = loaded
  if (flags.inventory === true) {
    const rows = inventory(model)
    const states = stateInventory(model)
    if (json) printJson([...rows, ...states])
    else print(states.length === 0 ? renderInventory(rows) : `${renderInventory(rows)}\n\n${renderStateInventory(states)}`)
    return 0
  }
  const counts = { types: model.types.size, sources: model.sources.size, definitions: model.definitions.size, derivations: model.derivations.size, arbitration: model.arbitration.size, translations: model.translations.size, domains: model.domains.length }
  const sound = `${shown(modelFolder)}: model ${model.name} version ${model.version} (${model.fingerprint}) is sound: ${counted(counts.types, 'entity type')} in ${counted(counts.domains, 'domain')}, ${counted(counts.sources, 'source')}, ${counted(counts.definitions, 'definition')}${counts.derivations === 0 ? '' : `, ${counted(counts.derivations, 'derivation')}`}${counts.arbitration === 0 ? '' : `, ${counted(counts.arbitration, 'rule')} of arbitration`}${counts.translations === 0 ? '' : `, ${counted(counts.translations, 'translation')}`}.`
  // A store's libraries are only for who asks for it.
  if (flags.against === true) return (await import('./check-against.ts')).checkAgainst(settings, model, sound)
  if (json) printJson({ ok: true, model: model.name, version: model.version, fingerprint: model.fingerprint, ...counts })
  else print(sound)
  return 0
}

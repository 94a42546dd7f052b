import { compareHeld, type Compared } from '../../compare-held.ts'
import { RULE_COMMANDS, RULE_KINDS } from '../../model/held-version.ts'
import type { Model } from '../../model/model.ts'
import { renderProblems } from '../../model/render-problems.ts'
import type { Settings } from '../settings.ts'
import { harmless, print, printJson, progressLine } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { ofHeldWorld, withJournalOf } from '../with-journal.ts'

/** Says what a sound model means for the world in its home. Exit code: 0 when all that was told shows under it as it would decode it, 1 when something does not. */
export const checkAgainst = async (settings: Settings, model: Model, sound: string): Promise<number> => {
  const progress = progressLine('compared')
  try {
    const compared = await untilInterrupted((signal) => ofHeldWorld(withJournalOf, model, settings, signal, (journal) => compareHeld(journal, model, signal, progress.show)))
    progress.end()
    if (settings.json) printJson({ ok: true, model: model.name, version: model.version, fingerprint: model.fingerprint, ...compared })
    else for (const line of [sound, ...describe(model, compared)]) print(harmless(line))
    return compared.findings.every(({ effect }) => effect === 'INFORMS') && compared.unsound.length === 0 ? 0 : 1
  } finally {
    progress.end()
  }
}

const describe = (model: Model, { held, isSettled, findings, definitions, rules, unsound }: Compared): readonly string[] => {
  const named = [...model.definitions.values()].map(({ name, versions }) => `${name} ${versions.map(({ version }) => version).join(', ')}`)
  return [
    `held: ${held.events} records, ${held.entities} entities, settled under ${isSettled ? 'this very model' : `${held.model} (${held.fingerprint})`}`,
    ...(held.model === model.name ? [] : [`${model.name} is another name: osl rebuild graph makes this the world of ${model.name}, which takes no backup of ${held.model}'s`]),
    ...findings.map(({ effect, about, detail }) => `  ${effect} ${about}: ${detail}`),
    ...(findings.length === 0 ? ['everything told has its place in this model, decoded as the model decodes it'] : []),
    ...definitions.map(({ definition, version, detail }) => `  definition ${definition} ${version}: ${detail}`),
    ...RULE_KINDS.flatMap((kind) => [
      ...rules[kind].map(({ definition, version, detail }) => `  ${kind} ${definition} ${version}: ${detail}`),
      ...(rules[kind].length === 0 ? [] : [`the journal's stand: osl ${RULE_COMMANDS[kind]} diff, pull and push`]),
    ]),
    ...(unsound.length === 0 ? [] : [renderProblems(unsound), 'osl definitions pull writes those versions into the folder, where their words can follow the model']),
    ...(isSettled && definitions.length > 0 ? ['the journal\'s definitions stand: osl definitions push proposes the folder\'s, osl rebuild graph takes what the folder alone has changed of definitions on which nobody has ruled, but for rules of versions that were approved, and settles all of it anew'] : []),
    ...(isSettled ? [] : [`osl rebuild graph settles all of it anew under this model: states, belonging, links, definitions (${named.join('; ')})`]),
  ]
}

import { compareRules } from '../model/compare-definitions.ts'
import type { DefinitionAct } from '../model/definition-act.ts'
import { RULE_COMMANDS, type HeldVersion, type RuleKind } from '../model/held-version.ts'
import type { RuledVersion } from '../model/life-cycle.ts'
import type { Model } from '../model/model.ts'
import { rulesOf } from '../model/rules-of.ts'
import { meaningOf } from '../model/version-source.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { arbitrateAnew } from './arbitration.ts'
import { joinAnew } from './derivations.ts'
import { isJournalEmpty } from './import-events.ts'
import type { JournalClient } from './open-journal.ts'
import { BY_FILES, filing, recordActs } from './rulings.ts'

const BEGIN = 'the world begins with them'

/** A journal that was told nothing takes the folder's rules. Whether it did. */
const begin = async (client: JournalClient, model: Model, kind: RuleKind, held: readonly RuledVersion[], now: Instant): Promise<boolean> => {
  const { filed } = rulesOf(model, kind)
  const isOfFiles = held.every(({ acts }) => acts.every(({ actor }) => actor === BY_FILES))
  // Links of earlier releases are inferred by the folder's derivations already: they had no others.
  const begins = (kind === 'derivation' && held.length === 0) || (isOfFiles && (await isJournalEmpty(client)) && compareRules(filed, held).length > 0)
  if (!begins) return false
  await client.query('delete from definition_act where kind = $1', [kind])
  await recordActs(client, kind, filing(filed, BEGIN, now))
  return true
}

export const beginRules = async (client: JournalClient, model: Model, held: Readonly<Record<RuleKind, readonly RuledVersion[]>>, now: Instant): Promise<void> => {
  if (await begin(client, model, 'derivation', held.derivation, now)) {
    for (const { definition, version } of model.filedDerivations) await client.query('update inferred_link set version = $2 where derivation = $1 and version is null', [definition, version])
    await joinAnew(client, model)
  }
  if (await begin(client, model, 'arbitration', held.arbitration, now)) await arbitrateAnew(client, model)
}

/** Whether somebody has ruled on it: what a rule says is no longer the folder's alone to say. */
const isRuled = ({ acts }: RuledVersion): boolean => acts.some(({ actor }) => actor !== BY_FILES)

const END = 'the world is made anew from the folder'

/** Takes the versions that the folder alone has changed since they were last taken from it; another version ends with that, and so does what the folder has no more. Whether any was. DEFINITIONS_DIFFER. */
export const takeRules = async (client: JournalClient, model: Model, kind: RuleKind, held: readonly RuledVersion[], now: Instant): Promise<boolean> => {
  const { filed, build } = rulesOf(model, kind)
  // What is held under words that the model does not have any more may be said in others.
  const taken = takenFromFolder(kind, filed, held, !build(held).ok)
  const names = new Set(filed.map(({ definition }) => definition))
  const isEnded = ({ definition, version, lifecycle }: RuledVersion): boolean =>
    names.has(definition) ? lifecycle === 'ACTIVE' && taken.some((one) => one.definition === definition && one.version !== version)
      // A derivation has gone with its relation; a rule of arbitration may never have stood in a file.
      : lifecycle !== 'RETIRED' && (kind === 'derivation' || !held.some((one) => one.definition === definition && isRuled(one)))
  const ended = held.filter(isEnded).map(({ definition, version }): DefinitionAct => ({ definition, version, act: 'RETIRED', effectiveTo: now, actor: BY_FILES, reason: END, recordedAt: now }))
  await recordActs(client, kind, [...ended, ...filing(taken, END, now)])
  return taken.length > 0 || ended.length > 0
}

/** What a folder says otherwise than the journal, and may not. `isFixed`: its rules may not change at all. */
export interface Refused {
  readonly text: string
  readonly isFixed: boolean
}

/** DEFINITIONS_DIFFER. */
export const refuseDiffering = (refused: readonly Refused[], ofFixed: string, ofOthers: string): void => {
  if (refused.length > 0) throw problem('DEFINITIONS_DIFFER', { differences: refused.map(({ text }) => text), advice: refused.every(({ isFixed }) => isFixed) ? ofFixed : ofOthers })
}

const takenFromFolder = (kind: RuleKind, filed: readonly HeldVersion[], held: readonly RuledVersion[], reworded: boolean): readonly HeldVersion[] => {
  const refused: Refused[] = []
  const taken = filed.filter((mine) => {
    const theirs = held.filter((one) => one.definition === mine.definition)
    if (theirs.length === 0) return true
    const [found] = compareRules([mine], theirs)
    const acts = theirs.flatMap((one) => one.acts)
    // A rule that was proposed to a served world stood in no file when it began.
    const lastFiled = acts.filter((act): act is DefinitionAct & { readonly act: 'FILED' } => act.act === 'FILED').sort((a, b) => a.recordedAt - b.recordedAt).at(-1)
    if (lastFiled?.source === mine.source || (found === undefined && !reworded)) return false
    const same = theirs.find((one) => one.version === mine.version)
    const isFixed = !reworded && same !== undefined && same.judging !== 'NOT_YET' && meaningOf(same.source) !== meaningOf(mine.source)
    // Nobody ruled on it, or it says in other words what is in force.
    if (!isFixed && (acts.every(({ actor }) => actor === BY_FILES) || (reworded && same?.lifecycle === mine.lifecycle))) return true
    refused.push({ text: `${mine.definition} ${mine.version}: ${found?.detail ?? 'other words in its file than in the journal'}`, isFixed })
    return false
  })
  refuseDiffering(refused, 'A version that was in force keeps its rules: give the change a number of its own.', `Take the journal's into the folder first: osl ${RULE_COMMANDS[kind]} pull; what is to change is then proposed: osl ${RULE_COMMANDS[kind]} push.`)
  return taken
}

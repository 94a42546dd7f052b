import { compareDerivations } from '../model/compare-definitions.ts'
import type { DefinitionAct } from '../model/definition-act.ts'
import { versionInForce } from '../model/derivations-in-force.ts'
import type { HeldVersion } from '../model/held-version.ts'
import type { RuledVersion } from '../model/life-cycle.ts'
import type { Model } from '../model/model.ts'
import { meaningOf } from '../model/version-source.ts'
import { problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { isJournalEmpty } from './import-events.ts'
import type { JournalClient } from './open-journal.ts'
import { BY_FILES, filing, recordActs } from './rulings.ts'
import { sql } from './sql.ts'

/** Every link will be as the versions in force say, since everything is settled anew. */
export const joinAnew = async (client: JournalClient, model: Model): Promise<void> => {
  const all = [...model.derivations.values()]
  await client.query(sql('write/join-anew', [all.map(({ name }) => name), all.map((derivation) => versionInForce(derivation)?.version ?? null)]))
}

/** Links are to follow the versions that came into force since, or to go where none is. Cost: two statements a derivation that changed, one of them over all entities of its sides. */
export const followDerivations = async (client: JournalClient, model: Model): Promise<void> => {
  const { rows } = await client.query<{ derivation: string; version: number | null }>('select derivation, version from joined')
  for (const derivation of model.derivations.values()) {
    const inForce = versionInForce(derivation)
    const known = rows.find((row) => row.derivation === derivation.name)
    if (known !== undefined && known.version === (inForce?.version ?? null)) continue
    await client.query(sql('write/to-join-in', [derivation.name, inForce?.version ?? null, inForce?.rule?.from.type.name ?? null, inForce?.rule?.to.type.name ?? null]))
  }
}

/** A journal that was told nothing of derivations takes the folder's, by which its links are inferred already where it holds any: those of earlier releases had no others. */
export const beginDerivations = async (client: JournalClient, model: Model, held: readonly RuledVersion[], now: Instant): Promise<void> => {
  const isOfFiles = held.every(({ acts }) => acts.every(({ actor }) => actor === BY_FILES))
  const begins = held.length === 0 || (isOfFiles && (await isJournalEmpty(client)) && compareDerivations(model.filedDerivations, held).length > 0)
  if (!begins) return
  await client.query(`delete from definition_act where kind = 'derivation'`)
  await recordActs(client, 'derivation', filing(model.filedDerivations, 'the world begins with them', now))
  for (const { definition, version } of model.filedDerivations) await client.query('update inferred_link set version = $2 where derivation = $1 and version is null', [definition, version])
  await joinAnew(client, model)
}

const END = 'the world is made anew from the folder'

/** Takes the versions that the folder alone has changed since they were last taken from it; another version ends with that, and so does what the folder has no more. Whether any was. DEFINITIONS_DIFFER. */
export const takeDerivations = async (client: JournalClient, model: Model, held: readonly RuledVersion[], reworded: boolean, now: Instant): Promise<boolean> => {
  if (held.length === 0) return false
  const taken = takenFromFolder(model.filedDerivations, held, reworded)
  const names = new Set(model.filedDerivations.map(({ definition }) => definition))
  const isEnded = ({ definition, version, lifecycle }: RuledVersion): boolean =>
    names.has(definition) ? lifecycle === 'ACTIVE' && taken.some((one) => one.definition === definition && one.version !== version) : lifecycle !== 'RETIRED'
  const ended = held.filter(isEnded).map(({ definition, version }): DefinitionAct => ({ definition, version, act: 'RETIRED', effectiveTo: now, actor: BY_FILES, reason: END, recordedAt: now }))
  await recordActs(client, 'derivation', [...ended, ...filing(taken, END, now)])
  return taken.length > 0 || ended.length > 0
}

const takenFromFolder = (filed: readonly HeldVersion[], held: readonly RuledVersion[], reworded: boolean): readonly HeldVersion[] => {
  const refused: { readonly text: string; readonly isFixed: boolean }[] = []
  const taken = filed.filter((mine) => {
    const theirs = held.filter((one) => one.definition === mine.definition)
    if (theirs.length === 0) return true
    const [found] = compareDerivations([mine], theirs)
    const acts = theirs.flatMap((one) => one.acts)
    const lastFiled = acts.filter((act): act is DefinitionAct & { readonly act: 'FILED' } => act.act === 'FILED').reduce((last, act) => (act.recordedAt >= last.recordedAt ? act : last))
    if (lastFiled.source === mine.source || (found === undefined && !reworded)) return false
    const same = theirs.find((one) => one.version === mine.version)
    const isFixed = !reworded && same !== undefined && same.judging !== 'NOT_YET' && meaningOf(same.source) !== meaningOf(mine.source)
    // Nobody ruled on it, or it says in other words what is in force.
    if (!isFixed && (acts.every(({ actor }) => actor === BY_FILES) || (reworded && same?.lifecycle === mine.lifecycle))) return true
    refused.push({ text: `${mine.definition} ${mine.version}: ${found?.detail ?? 'other words in its file than in the journal'}`, isFixed })
    return false
  })
  if (refused.length === 0) return taken
  const advice = refused.every(({ isFixed }) => isFixed) ? 'A version that was in force keeps its rules: give the change a number of its own.' : 'Take the journal\'s into the folder first: osl derivations pull; what is to change is then proposed: osl derivations push.'
  throw problem('DEFINITIONS_DIFFER', { differences: refused.map(({ text }) => text), advice })
}

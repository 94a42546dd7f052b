import type { Model } from '../model/model.ts'
import { historyOf } from '../settle/history.ts'
import { visitsOf, type StateVisit } from '../settle/visits.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { VisitsAsked } from './journal-reads.ts'
import { readSurvivors } from './read-merges.ts'
import { Told, type Reader } from './told.ts'
import { ToldWorld } from './told-world.ts'

const byBeginning = (a: StateVisit, b: StateVisit): number => a.from - b.from || (a.ref < b.ref ? -1 : 1)

/** Visits of groups of entities up to a moment, merged, in the order in which they began; each group by its name. Cost: five statements, whatever the number of entities. */
export const readVisits = async (reader: Reader, model: Model, members: ReadonlyMap<string, readonly Ref[]>, { asOf, moment }: VisitsAsked): Promise<readonly (readonly StateVisit[])[]> => {
  const survivors = await readSurvivors(reader, moment === undefined || moment.isWhole === true ? undefined : moment.knownAt)
  const told = moment === undefined ? new Told(model, survivors) : new ToldWorld(reader, model, survivors, moment).makeTold()
  const refs = [...new Set([...members.values()].flat().map((ref) => told.survivors.of(ref)))].filter((ref) => model.types.get(typeOfRef(ref))?.states !== undefined)
  await told.ensure(reader, refs)
  const facts = told.facts(refs)
  const visits = new Map([...facts.entities.keys()].map((ref) => [ref, visitsOf(model, historyOf(facts, ref), asOf)]))
  return [...members.values()].map((group) => [...new Set(group.map((ref) => told.survivors.of(ref)))].flatMap((ref) => visits.get(ref) ?? []).sort(byBeginning))
}

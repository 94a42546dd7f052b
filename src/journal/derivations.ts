import type { Model } from '../model/model.ts'
import { versionInForce } from '../model/rule-versions.ts'
import type { JournalClient } from './open-journal.ts'
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

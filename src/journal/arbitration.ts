import { STATE_FIELD } from '../model/arbitration.ts'
import type { Model } from '../model/model.ts'
import { versionInForce } from '../model/rule-versions.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/** What a rule is about, as claims about it are found. */
export const claimsAbout = (about: string): readonly [prefix: string, kind: 'state' | 'attribute', field: string] => {
  const [type = '', field = ''] = about.split('.')
  return [`${type}/`, field === STATE_FIELD ? 'state' : 'attribute', field]
}

/** All that holds will be decided by the versions in force, since everything is settled anew. */
export const arbitrateAnew = async (client: JournalClient, model: Model): Promise<void> => {
  const all = [...model.arbitration.values()]
  await client.query(sql('write/arbitrate-anew', [all.map(({ name }) => name), all.map((rule) => versionInForce(rule)?.version ?? null), all.map(({ versions }) => versions.at(-1)?.about ?? '')]))
}

/** What sources disagree about is to be decided by the versions that came into force since, or by none. Cost: a statement a rule that changed, over the claims about what it decides. */
export const followArbitration = async (client: JournalClient, model: Model): Promise<void> => {
  const { rows } = await client.query<{ rule: string; version: number | null }>('select rule, version from arbitrated')
  for (const rule of model.arbitration.values()) {
    const version = versionInForce(rule)?.version ?? null
    const [known, about] = [rows.find((row) => row.rule === rule.name), rule.versions.at(-1)?.about]
    // Of a rule that never was in force nothing was decided.
    if (about === undefined || (known === undefined ? version === null : known.version === version)) continue
    await client.query(sql('write/to-arbitrate-in', [rule.name, version, ...claimsAbout(about), about]))
  }
}

/** What other versions decide about now than those in force in a model that is of another time; or none, where one did, and one, where none did. */
export const decidedOtherwise = async (client: Pick<JournalClient, 'query'>, then: Pick<Model, 'arbitration'>): Promise<readonly string[]> => {
  const { rows } = await client.query<{ rule: string; about: string; version: number | null }>('select rule, about, version from arbitrated')
  const inForce = (rule: string): number | null => {
    const found = then.arbitration.get(rule)
    return (found === undefined ? undefined : versionInForce(found)?.version) ?? null
  }
  return rows.filter(({ rule, version }) => version !== inForce(rule)).map(({ about }) => about)
}

import { problem } from '../problems/problem.ts'
import { lookingAt, SHARE, shares } from './infer-anew.ts'
import { MOST_CONCERNED, readConcerned, type Makings } from './inferred-then.ts'
import { looksOf, measureThose } from './measure-anew.ts'

/**
 * Works out what entities added to a translation's measures when the journal stood at a place, once for an answer: anew for those that look at somebody told of since; the
 * rows of all others are as they were. RECEIPT_TOO_WIDE. Cost: some five statements, and three for every 500 entities that look.
 */
export const measuringThen = ({ makeTold, ...rest }: Makings): ((translation: string) => Promise<void>) => {
  const prepared = new Map<string, Promise<void>>()
  const workOut = async (name: string): Promise<void> => {
    const { client, model } = rest
    const translation = model.translations.get(name)
    const concerned = await readConcerned(client)
    if (translation === undefined || concerned.size === 0) return
    const looking = await lookingAt({ ...rest, told: makeTold() }, looksOf(translation), concerned)
    if (looking.size > MOST_CONCERNED) throw problem('RECEIPT_TOO_WIDE', { what: `entities that '${name}' measures and that look at what was told of since,`, most: MOST_CONCERNED })
    await client.query(`insert into looking select $1, 'over', ref from unnest($2::text[]) as told (ref)`, [name, [...looking]])
    for (const share of shares(looking, SHARE)) {
      const rows = [...(await measureThose({ ...rest, told: makeTold() }, translation, share)).values()]
      await client.query('insert into measured_then (translation, ref, window_from, group_key, matches, amount) select $1, * from unnest($2::text[], $3::bigint[], $4::text[], $5::boolean[], $6::numeric[])', [name, rows.map((row) => row.ref), rows.map((row) => row.window_from), rows.map((row) => row.group_key), rows.map((row) => row.matches), rows.map((row) => row.amount)])
    }
  }
  return (name) => {
    const made = prepared.get(name) ?? workOut(name)
    prepared.set(name, made)
    return made
  }
}

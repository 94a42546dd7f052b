import { toldEvent, type EventRow, type ToldEvent } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

const PAGE = 20_000

/** Every event of the journal in its order, some at a time; as far as a place, or as far as there are any. */
export async function* allEvents(client: Pick<JournalClient, 'query'>, upTo = Number.MAX_SAFE_INTEGER): AsyncGenerator<readonly ToldEvent[]> {
  for (let after = 0; ; ) {
    const { rows } = await client.query<EventRow>(sql('read/events-page', [after, PAGE, upTo]))
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.seq
    yield rows.map(toldEvent)
  }
}

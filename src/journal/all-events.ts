import { toldEvent, type EventRow, type ToldEvent } from './claim-rows.ts'
import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

const PAGE = 20_000

/** Every event of the journal in its order, some at a time. */
export async function* allEvents(client: JournalClient): AsyncGenerator<readonly ToldEvent[]> {
  for (let after = 0; ; ) {
    const { rows } = await client.query<EventRow>(sql('read/events-page', [after, PAGE]))
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.seq
    yield rows.map(toldEvent)
  }
}

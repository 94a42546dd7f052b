import type { JournalClient } from './open-journal.ts'
import { sql } from './sql.ts'

/**
 * Has PostgreSQL look at tables that have grown to twice what it knows of them. One transaction may fill an empty table; autovacuum does not see its
 * rows and may meanwhile write down that there are none, after which every statement that names some hundred entities reads the whole table.
 * Cost: one statement; another, of 30,000 rows a table, each time one has doubled.
 */
export const keepStatistics = async (client: JournalClient): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(sql('read/grown-tables'))
  if (rows.length > 0) await client.query(`analyze ${rows.map((row) => row.name).join(', ')}`)
}

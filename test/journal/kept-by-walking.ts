import { expect } from 'vitest'
import type { Driver } from '../../src/graph/apply-change.ts'

/** Every kept field of the atelier, and what the graph says when it is walked instead. */
const WALKED: Readonly<Record<string, string>> = {
  'Order.patterns': 'MATCH (here)-[a:HAS_LINE]->(:Garment)-[b:CUT_FROM]->(end:Pattern) WHERE a.validTo IS NULL AND b.validTo IS NULL RETURN DISTINCT end.ref AS value',
  'Order.seasons': 'MATCH (here)-[a:IN_SEASON]->(end:Season) WHERE a.validTo IS NULL RETURN DISTINCT end.ref AS value',
  'Season.patterns': 'MATCH (here)<-[a:IN_SEASON]-(:Order)-[b:HAS_LINE]->(:Garment)-[c:CUT_FROM]->(end:Pattern) WHERE a.validTo IS NULL AND b.validTo IS NULL AND c.validTo IS NULL RETURN DISTINCT end.ref AS value',
  'Garment.sentIn': 'MATCH (here)<-[a:CARRIES]-(end:Parcel) WHERE a.validTo IS NULL RETURN DISTINCT end.ref AS value',
  'Garment.drawnBy': 'MATCH (here)-[a:CUT_FROM]->(end:Pattern) WHERE a.validTo IS NULL AND end.drawnBy <> "" RETURN DISTINCT end.drawnBy AS value',
  'Complaint.pieces': 'MATCH (here)-[a:ABOUT]->(:Parcel)-[b:CARRIES]->(end:Garment) WHERE a.validTo IS NULL AND b.validTo IS NULL AND end.pieces IS NOT NULL RETURN DISTINCT toString(end.pieces) AS value',
  'Payment.patterns': 'MATCH (here)-[a:PAYS]->(:Order)-[b:HAS_LINE]->(:Garment)-[c:CUT_FROM]->(end:Pattern) WHERE a.validTo IS NULL AND b.validTo IS NULL AND c.validTo IS NULL RETURN DISTINCT end.ref AS value',
}

/** What is kept is what walking finds, whatever was told in whatever order. */
export const expectKept = async (driver: Driver): Promise<void> => {
  for (const [name, walk] of Object.entries(WALKED)) {
    const [type = '', field = ''] = name.split('.')
    const { records } = await driver.executeQuery(`MATCH (here:${type}) RETURN here.ref AS ref, coalesce(here.${field}, []) AS kept, COLLECT { ${walk} } AS walked`)
    const sorted = (list: unknown): readonly string[] => [...list as readonly string[]].sort()
    const rows = records.map((row) => ({ ref: String(row.get('ref')), kept: sorted(row.get('kept')), walked: sorted(row.get('walked')) }))
    expect(rows.map(({ ref, kept }) => [name, ref, kept])).toEqual(rows.map(({ ref, walked }) => [name, ref, walked]))
  }
}

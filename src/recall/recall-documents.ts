import { csvLines } from './csv-lines.ts'
import { fhirBundle } from './fhir-bundle.ts'
import { htmlReport } from './html-report.ts'
import { reportFiles } from './report-files.ts'
import type { RecallReport } from './report.ts'
import { xlsxFile } from './xlsx-file.ts'

/** A file as it is kept or sent. */
export interface RecallDocument {
  /** With its ending. */
  readonly name: string
  readonly title: string
  readonly mediaType: string
  /** Made as it is read. */
  readonly pieces: () => AsyncGenerator<string | Uint8Array>
}

/** Some characters of a piece. */
const PIECE = 65_536

/** Lines together, so that few pieces are sent. */
async function* together(lines: Iterable<string>): AsyncGenerator<string> {
  let gathered = ''
  for (const line of lines) {
    gathered += line
    if (gathered.length < PIECE) continue
    yield gathered
    gathered = ''
  }
  if (gathered !== '') yield gathered
}

async function* whole(made: () => string | Promise<Uint8Array>): AsyncGenerator<string | Uint8Array> {
  yield await made()
}

/** Every file of a recall: for each authority a workbook and its tables as CSV, the page for people, the bundle for programs. `system`: of identifiers in FHIR. */
export const recallDocuments = (report: RecallReport, system: string): readonly RecallDocument[] => [
  ...reportFiles(report).flatMap(({ name, title, tables }): readonly RecallDocument[] => [
    { name: `${name}.xlsx`, title, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pieces: () => whole(() => xlsxFile(tables)) },
    ...tables.map((table) => ({ name: `${table.name}.csv`, title: `${title}: ${table.title}`, mediaType: 'text/csv; charset=utf-8', pieces: () => together(csvLines(table)) })),
  ]),
  { name: 'report.html', title: 'The recall for reading and printing', mediaType: 'text/html; charset=utf-8', pieces: () => together(htmlReport(report)) },
  { name: 'bundle.json', title: 'The recall as a bundle of FHIR R4', mediaType: 'application/fhir+json; charset=utf-8', pieces: () => whole(() => JSON.stringify(fhirBundle(report, system))) },
]

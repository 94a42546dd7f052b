import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { invariant } from '../problems/invariant.ts'
import { nearest } from '../problems/nearest.ts'
import { problem, type Problem } from '../problems/problem.ts'
import type { Field } from '../recall/field.ts'
import { recallDocuments, type RecallDocument } from '../recall/recall-documents.ts'
import type { RecallReport } from '../recall/report.ts'
import { uuidOf } from '../recall/uuid-of.ts'
import { instant } from '../vocabulary/instant.ts'
import { REPORT_FIELDS, type FieldName } from '../vocabulary/report-fields.ts'
import { inTurn } from './in-turn.ts'
import type { ContextMakings } from './make-context.ts'
import { readRecallReport, sketchRecallReport } from './read-recall-report.ts'
import { ACTOR_HEADER, actorOf } from './resolvers/grounds-of.ts'
import { refuse, sendStream } from './send-stream.ts'

/** Every file, one after another. */
const ALL = 'all.ndjson'
const DATE = 'a day as 2026-12-10'

const queryShape = z.strictObject({ version: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional() })
const statement = z.union([
  z.string().trim().min(1).max(100_000),
  z.strictObject({ until: z.iso.date({ error: DATE }).optional(), note: z.string().trim().min(1).max(1_000).optional() }),
], { error: `a text, or { until: ${DATE}, note: a text } where it is still to come` })
const statementsShape = z.partialRecord(z.enum(Object.keys(REPORT_FIELDS.CASE) as FieldName<'CASE'>[]), statement)

interface FileAsked {
  readonly id: string
  readonly name?: string
}

/**
 * `GET /v1/recalls/<id>/files`: what files there are. `GET /v1/recalls/<id>/files/<name>`: one of them, or `all.ndjson`: all, in pieces, a line each as {file, text} or {file, base64},
 * the last line {files: <count>, leftOut: [<name>…]}, workbooks of too many units. `POST` of the same, with statements of the case as JSON, by whom `X-OSL-Actor` names. `?version=` of an earlier scope. What fails before the first
 * piece is an HTTP error with a code; what fails later breaks off.
 */
export const registerRecallFiles = (app: FastifyInstance, makings: ContextMakings): void => {
  const busy = ({ code, message }: Problem): unknown => ({ error: { code, message } })
  const handler = inTurn(makings, busy, async (request, reply) => answer(makings, request, reply))
  app.route({ method: ['GET', 'POST'], url: '/v1/recalls/:id/files/:name', handler })
  app.get('/v1/recalls/:id/files', handler)
}

const answer = async (makings: ContextMakings, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const { options: { journalReads: { recalls }, log, model, clock = () => instant(Date.now()), world } } = makings
  try {
    const { id, name } = request.params as FileAsked
    const asked = queryShape.safeParse(request.query ?? {})
    if (!asked.success) throw problem('BAD_ARGUMENT', { argument: 'the query', value: JSON.stringify(request.query), wanted: 'version, the number of a version of its scope' })
    const { version } = asked.data
    const reading = { id, version, madeAt: clock(), statements: statementsOf(request) }
    const documentsOf = (report: RecallReport): readonly RecallDocument[] => withAll(recallDocuments(report, `urn:uuid:${uuidOf(`world ${world}`)}`), report.units.length)
    const sketch = await sketchRecallReport(recalls, model, reading)
    const known = documentsOf(sketch)
    if (name === undefined) return await reply.send({ recall: sketch.recall.id, version: sketch.recall.version, files: known.map(shown(id)) })
    if (!known.some((one) => one.name === name)) throw problem('RECALL_FILE_UNKNOWN', { name, nearest: nearest(name, known.map((one) => one.name)) })
    const report = await readRecallReport(recalls, model, reading)
    const document = documentsOf(report).find((one) => one.name === name)
    invariant(document !== undefined, 'registerRecallFiles', `${name} is among the files of a recall without units and not of one with them`)
    if (isTooLarge(document, report.units.length)) throw problem('RECALL_WORKBOOK_TOO_LARGE', { name, units: report.units.length, most: document.mostUnits ?? 0 })
    return await sendStream(reply.header('x-content-type-options', 'nosniff'), document.mediaType, document.pieces())
  } catch (error) {
    return refuse(log, 'files of a recall could not be written', error, reply)
  }
}

const shown = (id: string) => ({ name, title, mediaType }: RecallDocument) => ({ name, title, mediaType, path: `/v1/recalls/${encodeURIComponent(id)}/files/${name}` })

const isTooLarge = ({ mostUnits = Infinity }: RecallDocument, units: number): boolean => units > mostUnits

const withAll = (documents: readonly RecallDocument[], units: number): readonly RecallDocument[] => [...documents, { name: ALL, title: 'All of them, in pieces', mediaType: 'application/x-ndjson', pieces: () => inPieces(documents, units) }]

/** What whoever asks says of the case, with their name as its source. */
const statementsOf = ({ body, method, headers }: FastifyRequest): Readonly<Record<string, Field>> => {
  if (method !== 'POST') return {}
  const given = statementsShape.safeParse(body)
  if (!given.success) {
    const [issue] = given.error.issues
    throw problem('BAD_ARGUMENT', { argument: issue?.path[0] === undefined ? 'the body' : `statement ${String(issue.path[0])}`, value: issue?.code === 'invalid_key' || issue?.code === 'unrecognized_keys' ? 'no statement of a case' : 'not of its form', wanted: issue?.code === 'invalid_union' ? issue.message : Object.keys(REPORT_FIELDS.CASE).join(', ') })
  }
  const actor = Object.keys(given.data).length === 0 ? '' : actorOf({ actor: [headers[ACTOR_HEADER]].flat()[0] })
  return Object.fromEntries(Object.entries(given.data).map(([name, said]): [string, Field] => [name, typeof said === 'string' ? { value: said, source: actor } : { missing: 'NOT_TOLD', ...(said.note === undefined ? {} : { note: said.note }), ...(said.until === undefined ? {} : { until: said.until }) }]))
}

async function* inPieces(documents: readonly RecallDocument[], units: number): AsyncGenerator<string, undefined> {
  const [leftOut, written] = [documents.filter((one) => isTooLarge(one, units)), documents.filter((one) => !isTooLarge(one, units))]
  for (const { name, pieces } of written) {
    for await (const piece of pieces()) yield `${JSON.stringify(typeof piece === 'string' ? { file: name, text: piece } : { file: name, base64: Buffer.from(piece).toString('base64') })}\n`
  }
  yield `${JSON.stringify({ files: written.length, leftOut: leftOut.map(({ name }) => name) })}\n`
}

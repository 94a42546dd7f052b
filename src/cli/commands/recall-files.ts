import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { parse } from 'yaml'
import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'
import { writeFiles, type FilePiece } from '../write-files.ts'
import { actorOf } from './recall-actor.ts'

export interface FilesFlags extends CommonFlags {
  readonly out?: string
  readonly overwrite?: boolean
  readonly statements?: string
  readonly scopeVersion?: string
  readonly actor?: string
}

const refusalShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
const name = z.string().regex(/^[a-z0-9-]+\.[a-z]+$/)
const lineShape = z.union([z.strictObject({ file: name, text: z.string() }), z.strictObject({ file: name, base64: z.string() }), z.strictObject({ files: z.int(), leftOut: z.array(name) })])

/** What a file of statements says, each value as the text that stands there: 001 is no number. */
const readStatements = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw problem('FILE_UNREADABLE', { file }, cause)
  })
  try {
    return parse(text, { schema: 'failsafe' }) as unknown
  } catch (cause) {
    throw problem('BAD_ARGUMENT', { argument: '--statements', value: `no YAML or JSON (${cause instanceof Error ? cause.message.split('\n')[0] ?? '' : ''})`, wanted: 'a mapping of statements, as events: The battery depletes early' }, cause)
  }
}

async function* piecesOf(url: string, body: ReadableStream<Uint8Array>, leaveOut: (names: readonly string[]) => void): AsyncGenerator<FilePiece> {
  let isWhole = false
  try {
    for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
      const told = lineShape.parse(JSON.parse(line))
      if ('files' in told) {
        isWhole = true
        leaveOut(told.leftOut)
      } else yield { file: told.file, bytes: 'text' in told ? told.text : Buffer.from(told.base64, 'base64') }
    }
  } catch (cause) {
    throw cause instanceof TypeError ? problem('DOOR_AWAY', { url, reason: 'it broke off' }, cause) : cause
  }
  if (!isWhole) throw problem('DOOR_AWAY', { url, reason: 'it broke off' })
}

export interface FilesWritten {
  readonly folder: string
  readonly files: readonly string[]
  /** Workbooks of more units than those are made of. */
  readonly leftOut: readonly string[]
}

interface FilesWanted extends Pick<FilesFlags, 'overwrite' | 'scopeVersion' | 'actor'> {
  readonly folder: string
  readonly statements: unknown
}

/** Has the door make a recall's files, and writes them. */
export const fetchFiles = async (url: string, id: string, { folder, statements, overwrite, scopeVersion: version, actor }: FilesWanted): Promise<FilesWritten> => {
  const query = version === undefined ? '' : `?${new URLSearchParams({ version })}`
  const response = await fetch(`${url}/v1/recalls/${encodeURIComponent(id)}/files/all.ndjson${query}`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-osl-actor': encodeURIComponent(actorOf({ ...(actor === undefined ? {} : { actor }) })) }, body: JSON.stringify(statements),
  }).catch((cause: unknown) => {
    throw problem('DOOR_AWAY', { url, reason: cause instanceof Error ? cause.message : String(cause) }, cause)
  })
  if (!response.ok || response.body === null) throw problem('DOOR_REFUSED', refusalShape.parse(await response.json()).error)
  let leftOut: readonly string[] = []
  const files = await writeFiles(folder, overwrite === true, piecesOf(url, response.body, (names) => { leftOut = names }))
  return { folder, files, leftOut }
}

/** Writes a recall's files for authorities, hospitals and people into a folder. */
export const writeRecallFiles = async (id: string, flags: FilesFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { out = id, statements } = flags
  const wanted: FilesWanted = { ...flags, folder: resolve(out), statements: statements === undefined ? {} : await readStatements(statements) }
  const written = await withHeldDoor(settings, (url) => fetchFiles(url, id, wanted))
  if (settings.json) printJson(written)
  else print(harmless(filesLine(written)))
  return 0
}

/** What was written where. */
export const filesLine = ({ folder, files, leftOut }: FilesWritten): string => `${files.length} files in ${folder}: report.html to read; tables with every source as xlsx and csv; bundle.json${leftOut.length === 0 ? '' : `\nleft out, since it is of too many units for a workbook: ${leftOut.join(', ')}; the tables as csv hold them all`}`

import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Problem, problem } from '../problems/problem.ts'

/** Of what is to be a file. */
export interface FilePiece {
  readonly file: string
  readonly bytes: string | Uint8Array
}

/** FOLDER_NOT_EMPTY, unless what is there may be replaced. */
export const refuseFilled = async (folder: string, overwrite: boolean): Promise<void> => {
  if (!overwrite && existsSync(folder) && (await readdir(folder)).length > 0) throw problem('FOLDER_NOT_EMPTY', { folder, what: "a recall's files", besides: 'say --overwrite' })
}

const notWritable = (folder: string, error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  return error instanceof Problem || code === undefined ? error : problem('FOLDER_NOT_WRITABLE', { folder, reason: code }, error)
}

/** Pieces of a file come one after another, files one after another. */
const writePieces = async (folder: string, pieces: AsyncIterable<FilePiece>): Promise<readonly string[]> => {
  const names: string[] = []
  let file: FileHandle | undefined
  try {
    for await (const piece of pieces) {
      if (piece.file !== names.at(-1)) {
        await file?.close()
        file = await open(join(folder, piece.file), 'wx')
        names.push(piece.file)
      }
      await file?.appendFile(piece.bytes)
    }
  } finally {
    await file?.close()
  }
  return names
}

/**
 * Writes files into a folder: all or none appear. It is made for the account that runs this alone. One that holds anything is refused (FOLDER_NOT_EMPTY) or, with `overwrite`, files
 * of the same names are replaced, one by one, and others stay.
 */
export const writeFiles = async (folder: string, overwrite: boolean, pieces: AsyncIterable<FilePiece>): Promise<readonly string[]> => {
  await refuseFilled(folder, overwrite)
  let fresh: string | undefined
  try {
    await mkdir(dirname(folder), { recursive: true })
    fresh = await mkdtemp(join(dirname(folder), `.${basename(folder)}.new-`))
    const names = await writePieces(fresh, pieces)
    const there = existsSync(folder) ? await readdir(folder) : undefined
    if (there === undefined || there.length === 0) {
      if (there !== undefined) await rmdir(folder)
      await rename(fresh, folder)
    } else for (const name of names) await rename(join(fresh, name), join(folder, name))
    return names
  } catch (error) {
    throw notWritable(folder, error)
  } finally {
    if (fresh !== undefined) await rm(fresh, { recursive: true, force: true })
  }
}

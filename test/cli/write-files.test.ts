import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFiles, type FilePiece } from '../../src/cli/write-files.ts'

let place: string
beforeEach(async () => { place = await mkdtemp(join(tmpdir(), 'osl-write-files-')) })
afterEach(() => rm(place, { recursive: true, force: true }))

async function* pieces(...all: readonly (FilePiece | Error)[]): AsyncGenerator<FilePiece> {
  for (const piece of all) {
    if (piece instanceof Error) throw piece
    yield piece
  }
}
const A: FilePiece = { file: 'a.csv', bytes: 'one,' }
const A_ON: FilePiece = { file: 'a.csv', bytes: 'two\r\n' }
const B: FilePiece = { file: 'b.xlsx', bytes: Buffer.from([0x50, 0x4b]) }
const read = (folder: string, file: string): Promise<string> => readFile(join(folder, file), 'latin1')

describe('files that are written together', () => {
  it('hold their pieces one after another, in a folder for their account alone that is made with all above it', async () => {
    const folder = join(place, 'deep', 'R-1')
    expect(await writeFiles(folder, false, pieces(A, A_ON, B))).toEqual(['a.csv', 'b.xlsx'])
    expect([await read(folder, 'a.csv'), await read(folder, 'b.xlsx')]).toEqual(['one,two\r\n', 'PK'])
    expect((await stat(folder)).mode & 0o077).toBe(0)
    expect(await readdir(join(place, 'deep'))).toEqual(['R-1'])
  })
  it('are not there at all where they break off', async () => {
    const folder = join(place, 'R-1')
    await expect(writeFiles(folder, false, pieces(A, new Error('broken off')))).rejects.toThrow('broken off')
    expect(await readdir(place)).toEqual([])
  })
  it('leave what was there as it was where they break off', async () => {
    const folder = join(place, 'R-1')
    await writeFiles(folder, false, pieces(A))
    await expect(writeFiles(folder, true, pieces({ file: 'a.csv', bytes: 'new' }, new Error('broken off')))).rejects.toThrow('broken off')
    expect(await read(folder, 'a.csv')).toBe('one,')
    expect(await readdir(place)).toEqual(['R-1'])
  })
  it('take an empty folder, no other unless they may replace theirs; what is of others stays', async () => {
    const folder = join(place, 'R-1')
    await mkdir(folder)
    await writeFiles(folder, false, pieces(A))
    await writeFile(join(folder, 'notes.txt'), 'mine')
    await expect(writeFiles(folder, false, pieces(B))).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY' })
    await writeFiles(folder, true, pieces({ file: 'a.csv', bytes: 'new' }, B))
    expect((await readdir(folder)).sort()).toEqual(['a.csv', 'b.xlsx', 'notes.txt'])
    expect([await read(folder, 'a.csv'), await read(folder, 'notes.txt')]).toEqual(['new', 'mine'])
  })
  it('are refused where nothing can be made', async () => {
    await writeFile(join(place, 'file'), '')
    await expect(writeFiles(join(place, 'file', 'R-1'), false, pieces(A))).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' })
    await expect(writeFiles(join(place, 'file'), false, pieces(A))).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' })
  })
})

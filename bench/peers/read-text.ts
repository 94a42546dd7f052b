import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A statement or question of this folder. */
export const readText = (name: string): Promise<string> => readFile(join(import.meta.dirname, name), 'utf8')

import { realpath, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Replaces a file whole. A link is written through; what is cut short has a name that no model reads. */
export const replaceFile = async (path: string, text: string): Promise<void> => {
  const target = await realpath(path).catch(() => path)
  const fresh = join(dirname(target), `.${basename(target)}.new`)
  await writeFile(fresh, text)
  await rename(fresh, target)
}

import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a folder for its owner alone, with those above it. Node's own `recursive` never ends below a folder that makes none, such as /proc, and says of a read-only disk that the folder is not there. */
export const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (cause) {
    // Another may have made it meanwhile.
    if (!existsSync(folder)) throw cause
  }
}

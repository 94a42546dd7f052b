import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const locate = (program: string): string => {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program)).find((file) => existsSync(file))
  if (found === undefined) throw new Error(`this machine has no ${program}`)
  return found
}

/** A PATH on which only the programs named are found, and scripts that stand for others. */
export const pathOf = (folder: string, programs: readonly string[], scripts: Readonly<Record<string, string>> = {}): string => {
  mkdirSync(folder, { recursive: true })
  for (const program of programs) symlinkSync(locate(program), join(folder, program))
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

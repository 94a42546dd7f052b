import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'

/** What a server prints. The text of the run before is kept beside it: it may say why that run ended. */
export const openConsole = (file: string): { readonly fd: number; readonly close: () => void } => {
  if (existsSync(file)) renameSync(file, `${file}.before`)
  const fd = openSync(file, 'a', 0o600)
  return { fd, close: () => closeSync(fd) }
}

export const tailOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').slice(-20_000)
  } catch {
    return ''
  }
}

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

/** The last line that says anything; a program that was killed may have printed nothing at all. */
export const lastLine = (text: string): string => {
  const last = text.trim().split('\n').at(-1)?.trim() ?? ''
  return last === '' ? 'it said nothing' : last
}

/** A program's line as the end of a sentence of ours. */
export const reasonIn = (line: string): string => line.trim().slice(0, 400).replace(/\.?$/, '.')

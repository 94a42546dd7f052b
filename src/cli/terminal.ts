import { styleText } from 'node:util'

/** What people read goes to stderr when stdout carries a document; colour and moving lines only on a terminal (NO_COLOR is honoured by styleText). */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** Whoever read what is printed may have had enough of it (`| head`), or the disk that it goes to be full: the work goes on to its end. What could not be printed for another reason than that nobody listens was not all done. */
export const outliveReaders = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    say(`Standard output cannot be written: ${error.message}`)
    process.once('exit', () => { process.exitCode ||= 1 })
  })
  process.stderr.on('error', () => undefined)
}

/** Texts from records and files, fit for a terminal: their control characters would be commands to it. */
export const harmless = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (control) => (control < ' ' ? String.fromCharCode(0x2400 + control.charCodeAt(0)) : '\ufffd'))

export const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2))

export const bold = (text: string): string => styleText('bold', text, { stream: process.stdout })
export const faint = (text: string): string => styleText('dim', text, { stream: process.stdout })

/** A line that counts up, on terminals only. */
export const progressLine = (name: string): { readonly show: (count: number) => void; readonly end: () => void } => {
  if (process.stderr.isTTY !== true) return { show: () => undefined, end: () => undefined }
  let shown = 0
  return {
    show: (count) => {
      if (performance.now() - shown < 100) return
      shown = performance.now()
      process.stderr.write(`\r${name}: ${count.toLocaleString('en')} records`)
    },
    end: () => {
      process.stderr.write('\r\u001b[K')
    },
  }
}

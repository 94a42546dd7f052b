import { spawn } from 'node:child_process'

export type ProgramRun = { readonly command: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv; readonly cwd?: string; readonly input?: string; readonly uid?: number; readonly gid?: number; readonly signal?: AbortSignal | undefined; readonly killSignal?: NodeJS.Signals; /** Given the way to end it; what it had said is then given all the same. */ readonly onStarted?: (kill: () => void) => void }
/** `exit` is null when the program could not be run at all or died of a signal. */
export type ProgramResult = { readonly exit: number | null; readonly output: string; readonly missing: boolean }

/** Runs a short program to its end and keeps what it said. */
export const runProgram = ({ command, args, env, input, onStarted, ...options }: ProgramRun): Promise<ProgramResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, env, stdio: ['pipe', 'pipe', 'pipe'] })
    onStarted?.(() => child.kill(options.killSignal))
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { output += text })
    // A program that ends without reading its input is judged by its exit, not by the broken pipe.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
    child.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.name === 'AbortError') reject(cause)
      else resolve({ exit: null, output: cause.message, missing: cause.code === 'ENOENT' || cause.code === 'EACCES' })
    })
    child.once('close', (exit) => resolve({ exit, output, missing: false }))
  })

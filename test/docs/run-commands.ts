import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const NPX = `#!/bin/sh
[ "$1" = osl ] || exit 64
shift
exec "${process.execPath}" "${join(root, 'src/cli/osl.js')}" "$@"
`

export interface Printed {
  readonly text: string
  readonly code: number | null
}

/** A folder of its own with the worlds of the project in reach, and a shell in which `npx osl` is this checkout's. */
export interface Terminal {
  readonly write: (path: string, text: string) => Promise<void>
  /** Runs a script to its end; one that starts a door goes on until `stop` or the next such script. */
  readonly run: (script: string) => Promise<Printed>
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Ends in the line with which `up` and `serve` say that they serve. */
const SERVES = /^Ctrl-C stops/m
const OPENS_DOOR = /^npx osl (up|serve)\b/
/** What is refused while a door is open on the home, as the pages say. */
const WANTS_IT_CLOSED = /^npx osl (rebuild|import|ingest --redecode)\b/

export const openTerminal = async (env: Readonly<Record<string, string>>): Promise<Terminal> => {
  const folder = await mkdtemp(join(tmpdir(), 'osl-docs-'))
  const bin = join(folder, '.bin')
  await mkdir(bin)
  await writeFile(join(bin, 'npx'), NPX)
  await chmod(join(bin, 'npx'), 0o755)
  for (const name of ['examples', 'schema']) await symlink(join(root, name), join(folder, name))
  const environment = { ...process.env, ...env, NO_COLOR: '1', PATH: `${bin}:${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` }
  let door: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    const running = door
    door = undefined
    if (running === undefined || running.exitCode !== null) return
    await new Promise<void>((done) => {
      running.once('close', () => done())
      running.kill('SIGINT')
    })
  }
  const run = async (script: string): Promise<Printed> => {
    if (OPENS_DOOR.test(script) || WANTS_IT_CLOSED.test(script)) await stop()
    // `exec`, so that the signal that stops the door reaches the program and not its shell.
    const child = spawn('bash', ['-uo', 'pipefail', '-c', OPENS_DOOR.test(script) ? `exec ${script}` : script], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    return new Promise((done, fail) => {
      child.once('error', fail)
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (part: string) => {
          text += part
          if (!OPENS_DOOR.test(script) || !SERVES.test(text)) return
          door = child
          done({ text, code: 0 })
        })
      }
      child.once('close', (code) => done({ text, code }))
    })
  }
  return {
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    },
    run, stop,
    close: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

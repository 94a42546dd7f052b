import { statfs } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 500
/** Ten looks in a row, five seconds: what others write may come and go. */
const LOOKS = 10
/** Less than a file grows by at once. */
const NONE_BYTES = 64 << 10

/** Bytes that this account may still write on the disk of a folder. A file system that counts no blocks says nothing: it has room. */
export const roomIn = async (folder: string): Promise<number> => {
  const { bsize, blocks, bfree, bavail } = await statfs(folder)
  // The last part of a disk is root's alone.
  return blocks === 0 ? Number.MAX_SAFE_INTEGER : (process.getuid?.() === 0 ? bfree : bavail) * bsize
}

/** Resolves true once there is no room for several looks in a row, false when the signal aborts before that. */
export const untilFull = async (room: () => Promise<number>, signal: AbortSignal, everyMs = LOOK_EVERY_MS): Promise<boolean> => {
  for (let full = 0; full < LOOKS; ) {
    if (signal.aborted) return false
    full = (await room()) < NONE_BYTES ? full + 1 : 0
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
  return !signal.aborted
}

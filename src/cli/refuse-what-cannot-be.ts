import { stat } from 'node:fs/promises'
import { problem } from '../problems/problem.ts'
import { readRunning } from '../servers/home.ts'

/** STOP_FIRST where a program serves the world of this home, HOME_IN_USE where one has it otherwise. */
export const refuseWhileServed = (home: string): void => {
  const running = readRunning(home)
  if (running === undefined) return
  const { pid, port } = running
  throw port === null ? problem('HOME_IN_USE', { home, pid, port }) : problem('STOP_FIRST', { pid, home })
}

/** FILE_UNREADABLE where there is no such file. */
export const refuseUnlessFile = async (file: string): Promise<void> => {
  if (await stat(file).then((found) => found.isDirectory(), () => true)) throw problem('FILE_UNREADABLE', { file })
}

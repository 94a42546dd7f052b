import { lastSeq } from '../../journal/rebuild.ts'
import { problem } from '../../problems/problem.ts'
import { readRunning } from '../../servers/home.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { print, printJson } from '../terminal.ts'
import { withOwnDoor } from '../with-door.ts'

/** Makes the graph and all derived tables anew from the journal's events, under the model as it is now. Stopped or killed, the next start goes on with it. */
export const rebuildGraph = async (flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const running = readRunning(settings.home)
  if (running !== undefined) throw problem('STOP_FIRST', { pid: running.pid, home: settings.home })
  const began = performance.now()
  const seq = await withOwnDoor(settings, async ({ world: { journal, follower } }) => {
    const last = await lastSeq(journal)
    await follower.reached(last)
    return last
  }, { rebuild: true })
  const seconds = (performance.now() - began) / 1000
  if (settings.json) printJson({ seq, seconds })
  else print(`The graph shows the journal up to ${seq} again (${seconds.toFixed(1)} s).`)
  return 0
}

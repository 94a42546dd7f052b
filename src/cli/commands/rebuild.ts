import { lastSeq } from '../../journal/rebuild.ts'
import { problem } from '../../problems/problem.ts'
import { readRunning } from '../../servers/home.ts'
import { openDoor } from '../open-door.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { print, printJson, progressLine, say } from '../terminal.ts'
import { onceAborted, untilInterrupted } from '../until-interrupted.ts'

/** Makes the graph and all derived tables anew from the journal's events, under the model as it is now. Stopped or killed, the next start goes on with it. */
export const rebuildGraph = async (flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const running = readRunning(settings.home)
  if (running !== undefined) throw problem('STOP_FIRST', { pid: running.pid, home: settings.home })
  const began = performance.now()
  const seq = await untilInterrupted(async (signal) => {
    const progress = progressLine('entities')
    const door = await openDoor({ ...settings, port: 0 }, { say, signal, rebuild: progress.show })
    try {
      const last = await lastSeq(door.world.journal)
      await Promise.race([door.world.follower.reached(last), onceAborted(signal)])
      return last
    } finally {
      progress.end()
      await door.close()
    }
  })
  const seconds = (performance.now() - began) / 1000
  if (settings.json) printJson({ seq, seconds })
  else print(`The graph shows the journal up to ${seq} again (${seconds.toFixed(1)} s).`)
  return 0
}

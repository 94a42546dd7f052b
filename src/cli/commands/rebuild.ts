import { lastSeq } from '../../journal/rebuild.ts'
import { problem } from '../../problems/problem.ts'
import { readRunning } from '../../servers/home.ts'
import { openDoor } from '../open-door.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { print, printJson, say } from '../terminal.ts'

/** Makes the graph and all derived tables anew from the journal's events, under the model as it is now. */
export const rebuildGraph = async (flags: CommonFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const running = readRunning(settings.home)
  if (running !== undefined) throw problem('STOP_FIRST', { pid: running.pid, home: settings.home })
  const began = performance.now()
  const door = await openDoor({ ...settings, port: 0 }, { say, rebuild: true })
  try {
    const seq = await lastSeq(door.world.journal)
    await door.world.follower.reached(seq)
    const seconds = (performance.now() - began) / 1000
    if (settings.json) printJson({ seq, seconds })
    else print(`The graph shows the journal up to ${seq} again (${seconds.toFixed(1)} s).`)
    return 0
  } finally {
    await door.close()
  }
}

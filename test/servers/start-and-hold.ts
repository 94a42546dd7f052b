import { join } from 'node:path'
import { startServers } from '../../src/servers/start-servers.ts'
import { smallMemory } from './temporary-home.ts'

/** A program that starts the servers of a home, prints them as one line of JSON and then holds them: something to kill. */
const [home = ''] = process.argv.slice(2)
const servers = await startServers({ home, root: join(import.meta.dirname, '..', '..'), env: process.env, log: (line) => console.error(line), memory: smallMemory })
servers.setDoor(4321)
console.log(JSON.stringify(servers))
process.once('SIGTERM', () => void servers.stop().then(() => process.exit(0)))
setInterval(() => undefined, 60_000)

import { median, summarise, type Summary } from './statistics.ts'

export interface Side {
  readonly ask: (item: number) => Promise<void>
  /** Processor time, in ms, that this side's process has used so far. */
  readonly cpuMs: () => Promise<number>
}

/** `cpuMs`: processor time of the side's own process for an answer; the store's is in neither. */
export interface SideSummary extends Summary {
  readonly perSecond: number
  readonly cpuMs: number
}

/** Two sides measured in one run. `ratios`: of the medians of each round, so their spread is the noise. */
export interface Compared {
  readonly connections: number
  readonly ours: SideSummary
  readonly limit: SideSummary
  readonly ratio: number
  readonly ratios: readonly number[]
}

export interface Schedule {
  readonly items: number
  readonly rounds: number
  readonly connections: number
}

interface Block {
  readonly times: readonly number[]
  readonly wallMs: number
  readonly cpuMs: number
}

/**
 * The same items by both sides, a round of one after a round of the other, the side that begins changing: what slows the machine for a
 * while slows both. One unmeasured round each comes first.
 */
export const alternate = async (ours: Side, limit: Side, schedule: Schedule): Promise<Compared> => {
  const sides = { ours: [] as Block[], limit: [] as Block[] }
  await runBlock(ours, schedule)
  await runBlock(limit, schedule)
  for (let round = 0; round < schedule.rounds; round += 1) {
    for (const side of round % 2 === 0 ? ['ours', 'limit'] as const : ['limit', 'ours'] as const) {
      sides[side].push(await runBlock(side === 'ours' ? ours : limit, schedule))
    }
  }
  const ratios = sides.ours.map((block, round) => median(block.times) / median(sides.limit[round]?.times ?? []))
  return { connections: schedule.connections, ours: summaryOf(sides.ours), limit: summaryOf(sides.limit), ratio: median(ratios), ratios }
}

const summaryOf = (blocks: readonly Block[]): SideSummary => {
  const times = blocks.flatMap((block) => block.times)
  const seconds = blocks.reduce((sum, block) => sum + block.wallMs, 0) / 1_000
  return { ...summarise(times), perSecond: times.length / seconds, cpuMs: blocks.reduce((sum, block) => sum + block.cpuMs, 0) / times.length }
}

/** Each connection takes the next item when it has its answer. */
const runBlock = async ({ ask, cpuMs }: Side, { items, connections }: Schedule): Promise<Block> => {
  const times: number[] = []
  let next = 0
  const cpuBefore = await cpuMs()
  const began = performance.now()
  const connection = async (): Promise<void> => {
    for (let item = next++; item < items; item = next++) {
      const asked = performance.now()
      await ask(item)
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  const wallMs = performance.now() - began
  return { times, wallMs, cpuMs: await cpuMs() - cpuBefore }
}

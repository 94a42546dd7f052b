import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CommitGate, Visit } from '../../src/graph/commit-gate.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** More than the gate is patient with anything. */
const LONG_MS = 5_000
/** Everything that can go on without time passing does. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

/** A graph of one number, which a commit counts up in the middle of its making. */
const openGate = () => {
  const gate = new CommitGate()
  const graph = { version: 0 }
  return { gate, graph, commit: () => gate.commit(async () => { graph.version += 1 }) }
}

/** What an attempt has come to, without waiting for it. */
const watch = (promise: Promise<unknown>) => {
  const attempt = { done: false }
  promise.then(() => { attempt.done = true }, () => { attempt.done = true })
  return attempt
}

/** A commit that is under way until it is let go. */
const slowCommit = (gate: CommitGate) => {
  const writing = Promise.withResolvers<void>()
  const committed = gate.commit(() => writing.promise)
  return { attempt: watch(committed), committed, letGo: writing.resolve, fail: writing.reject }
}

describe('a gate at which nobody commits', () => {
  it('keeps no question and tells none', () => {
    const visits = [1, 2, 3].map(() => new Visit(new CommitGate()))
    expect(visits.map((visit) => visit.enter())).toEqual([undefined, undefined, undefined])
    for (const visit of visits) visit.leave()
    expect(visits.map(({ moved, waitedMs }) => [moved, waitedMs])).toEqual([[false, 0], [false, 0], [false, 0]])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a commit', () => {
  it('is made at once where no question is inside', async () => {
    const { graph, commit } = openGate()
    await commit()
    expect(graph.version).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits for the questions inside, and they are told nothing', async () => {
    const { gate, graph, commit } = openGate()
    const [one, two] = [new Visit(gate), new Visit(gate)]
    expect([one.enter(), two.enter()]).toEqual([undefined, undefined])
    const committed = commit()
    one.leave()
    await settle()
    expect(graph.version).toBe(0)
    two.leave()
    await committed
    expect([graph.version, one.moved, two.moved]).toEqual([1, false, false])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('loses its patience with a question that goes on, which is told', async () => {
    const { gate, graph, commit } = openGate()
    const long = new Visit(gate)
    expect(long.enter()).toBeUndefined()
    const committed = watch(commit())
    await vi.advanceTimersByTimeAsync(LONG_MS)
    expect([committed.done, graph.version]).toEqual([true, 1])
    // Its next statement is not kept: it is told once and for all.
    expect(long.enter()).toBeUndefined()
    long.leave()
    expect(long.moved).toBe(true)
  })

  it('waits for no question that an earlier one has gone past', async () => {
    const { gate, graph, commit } = openGate()
    const long = new Visit(gate)
    expect(long.enter()).toBeUndefined()
    const first = commit()
    await vi.advanceTimersByTimeAsync(LONG_MS)
    await first
    await commit()
    expect(graph.version).toBe(2)
    // Nor does its leaving count for those who came since.
    const later = new Visit(gate)
    expect(later.enter()).toBeUndefined()
    long.leave()
    const third = watch(commit())
    await settle()
    expect(third.done).toBe(false)
    later.leave()
    await settle()
    expect([third.done, later.moved, long.moved]).toEqual([true, false, true])
  })

  it('keeps new questions until it is made: they read what it wrote, and that time is not theirs', async () => {
    const { gate } = openGate()
    const commit = slowCommit(gate)
    const visit = new Visit(gate)
    const [entered, again] = [visit.enter(), visit.enter()]
    if (entered === undefined || again === undefined) throw new Error('was let in')
    const both = watch(Promise.all([entered, again]))
    await vi.advanceTimersByTimeAsync(40)
    expect(both.done).toBe(false)
    commit.letGo()
    await settle()
    expect(both.done).toBe(true)
    visit.leave()
    expect([visit.moved, visit.waitedMs]).toEqual([false, 40])
  })

  it('lets in who waited for it before the next, though that is asked for at once', async () => {
    const { gate, graph, commit } = openGate()
    const slow = slowCommit(gate)
    const visit = new Visit(gate)
    const entered = visit.enter()
    slow.letGo()
    const next = slow.committed.then(commit)
    await entered
    await settle()
    expect(graph.version).toBe(0)
    visit.leave()
    await next
    expect([graph.version, visit.moved]).toEqual([1, false])
  })

  it('that fails opens the gate, and its failure is its own', async () => {
    const { gate, commit } = openGate()
    const failing = slowCommit(gate)
    const visit = new Visit(gate)
    const entered = visit.enter()
    failing.fail(new Error('no'))
    await expect(failing.committed).rejects.toThrow('no')
    await entered
    visit.leave()
    expect(visit.moved).toBe(false)
    await commit()
  })

  it('that hangs keeps nobody for long: who comes in meanwhile is told, and nobody waits for them', async () => {
    const { gate, graph, commit } = openGate()
    const hanging = slowCommit(gate)
    const [waiting, late] = [new Visit(gate), new Visit(gate)]
    const entered = watch(Promise.resolve(waiting.enter()))
    await vi.advanceTimersByTimeAsync(LONG_MS)
    expect([entered.done, hanging.attempt.done]).toEqual([true, false])
    expect(late.enter()).toBeUndefined()
    hanging.letGo()
    await hanging.committed
    await commit()
    for (const visit of [waiting, late]) visit.leave()
    expect([graph.version, waiting.moved, late.moved]).toEqual([1, true, true])
  })

  it('is one at a time', async () => {
    const { gate, commit } = openGate()
    const slow = slowCommit(gate)
    await expect(commit()).rejects.toThrow('another commit is under way')
    slow.letGo()
    await slow.committed
  })
})

describe('a question', () => {
  it('that is outside while it waits for a commit keeps nobody, and comes in again', async () => {
    const { gate, graph, commit } = openGate()
    const ruling = new Visit(gate)
    expect(ruling.enter()).toBeUndefined()
    await ruling.outside(commit)
    expect([graph.version, vi.getTimerCount()]).toEqual([1, 0])
    expect(ruling.enter()).toBeUndefined()
    const next = watch(commit())
    await settle()
    expect(next.done).toBe(false)
    ruling.leave()
    await settle()
    expect([next.done, ruling.moved]).toEqual([true, false])
  })

  it('that was told stays told when it has been outside', async () => {
    const { gate, commit } = openGate()
    const ruling = new Visit(gate)
    expect(ruling.enter()).toBeUndefined()
    const gonePast = commit()
    await vi.advanceTimersByTimeAsync(LONG_MS)
    await gonePast
    await ruling.outside(commit)
    expect(ruling.enter()).toBeUndefined()
    ruling.leave()
    expect(ruling.moved).toBe(true)
  })

  it('that has left does not come in again, nor one that leaves while it waits', async () => {
    const { gate, commit } = openGate()
    const [gone, going] = [new Visit(gate), new Visit(gate)]
    gone.leave()
    expect(gone.enter()).toBeUndefined()
    const slow = slowCommit(gate)
    const entered = going.enter()
    going.leave()
    slow.letGo()
    await entered
    await commit()
    expect(vi.getTimerCount()).toBe(0)
  })
})

/** A question: when it comes and how long its statements take. A commit: pauses before it is asked for and while it is made, before and after it shows. */
interface Schedule {
  readonly questions: readonly { readonly after: number; readonly statements: readonly number[] }[]
  readonly commits: readonly { readonly before: number; readonly until: number; readonly after: number; readonly fails: boolean }[]
}
const pauseMs = fc.oneof({ weight: 4, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(1_500) })
const schedules: fc.Arbitrary<Schedule> = fc.record({
  questions: fc.array(fc.record({ after: pauseMs, statements: fc.array(pauseMs, { minLength: 1, maxLength: 5 }) }), { minLength: 1, maxLength: 12 }),
  commits: fc.array(fc.record({ before: pauseMs, until: pauseMs, after: pauseMs, fails: fc.boolean() }), { maxLength: 8 }),
})
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** What each question read and was told. */
const play = async ({ questions, commits }: Schedule) => {
  const gate = new CommitGate()
  let version = 0
  const asking = questions.map(async ({ after, statements }) => {
    const visit = new Visit(gate)
    const read = new Set<number>()
    await pause(after)
    for (const ms of statements) {
      await visit.enter()
      // A list is read while commits show, so one statement may see two states.
      read.add(version)
      await pause(ms)
      read.add(version)
    }
    visit.leave()
    return { versions: read.size, moved: visit.moved }
  })
  const applying = (async () => {
    for (const { before, until, after, fails } of commits) {
      await pause(before)
      await gate.commit(async () => {
        await pause(until)
        version += 1
        await pause(after)
        if (fails) throw new Error('told of too late')
      }).catch(() => undefined)
    }
  })()
  const all = Promise.all([Promise.all(asking), applying])
  const played = watch(all)
  await vi.runAllTimersAsync()
  expect(played.done).toBe(true)
  return { questions: (await all)[0], version }
}

describe('whatever the schedule', () => {
  it('everybody gets through, and no question reads two states without being told', async () => {
    await fc.assert(fc.asyncProperty(schedules, async (schedule) => {
      const { questions, version } = await play(schedule)
      expect(version).toBe(schedule.commits.length)
      expect(questions.filter(({ versions, moved }) => versions > 1 && !moved)).toEqual([])
    }), { numRuns: 300 })
  })

  it('questions and commits that are quick never meet: none is told', async () => {
    const quick = fc.record({
      questions: fc.array(fc.record({ after: fc.nat(1_000), statements: fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }) }), { minLength: 1, maxLength: 12 }),
      commits: fc.array(fc.record({ before: fc.nat(40), until: fc.nat(40), after: fc.nat(40), fails: fc.constant(false) }), { maxLength: 8 }),
    })
    await fc.assert(fc.asyncProperty(quick, async (schedule) => {
      expect((await play(schedule)).questions.filter(({ versions, moved }) => versions > 1 || moved)).toEqual([])
    }), { numRuns: 200 })
  })
})

describe('what reads while the graph stands still', () => {
  it('keeps a commit off until it is done, and no question', async () => {
    const { gate, graph, commit } = openGate()
    const reading = Promise.withResolvers<void>()
    const still = new Visit(gate).still(() => reading.promise)
    await settle()
    const committed = watch(commit())
    await vi.advanceTimersByTimeAsync(LONG_MS)
    const question = new Visit(gate)
    expect([graph.version, committed.done, question.enter()]).toEqual([0, false, undefined])
    question.leave()
    reading.resolve()
    await still
    await settle()
    expect([graph.version, committed.done]).toEqual([1, true])
  })
  it('keeps it off for a minute at most', async () => {
    const { gate, graph, commit } = openGate()
    void new Visit(gate).still(() => new Promise(() => undefined))
    await settle()
    void commit()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(graph.version).toBe(0)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(graph.version).toBe(1)
  })
  it('waits for a commit that came before it, which waits for none that comes after', async () => {
    const { gate, graph, commit } = openGate()
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const before = new Visit(gate).still(() => first.promise)
    await settle()
    void commit()
    const after = new Visit(gate).still(async () => { expect(graph.version).toBe(1); await second.promise })
    await settle()
    first.resolve()
    await before
    await settle()
    expect(graph.version).toBe(1)
    second.resolve()
    await after
  })
  it('lets commits on when it fails', async () => {
    const { gate, graph, commit } = openGate()
    await expect(new Visit(gate).still(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
    await commit()
    expect(graph.version).toBe(1)
  })
})

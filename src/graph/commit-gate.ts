import { invariant } from '../problems/invariant.ts'

/** How long a commit waits for questions under way: nearly all are answered in less, and it is the most by which applying is slowed and a new question kept. */
const PATIENCE_MS = 250
/** How long questions wait for a commit under way; one of a full outbox entry takes 0.1 to 0.4 s on two busy cores (2026-11-29). A store that hangs in one hangs nobody else. */
const LONGEST_COMMIT_MS = 2_000

/** How long a commit waits for those who hold it off. */
const LONGEST_HOLD_MS = 60_000

/** Where among the commits a question stands: after so many, or amid one. */
type Place = number
const AMID: Place = -1

/**
 * Keeps commits out of questions, which read by several statements and each of them whatever is committed by then. Questions share the gate. A
 * commit waits for those inside as long as its patience lasts, while new ones wait for it; then it is made in any case, and whoever was inside
 * is told. Each is waited for by one commit at most, and those who waited are let in before the next: neither side starves.
 */
export class CommitGate {
  /** Commits begun. */
  #commits = 0
  /** Questions inside that no commit has gone past yet. */
  #inside = 0
  /** Questions that wait; absent while the gate is open. */
  #waiting: ((place: Place) => void)[] | undefined
  #committing = false
  #holding = 0
  /** Of those who wait for a commit to end, or for the last hold to. */
  readonly #changed = new Set<() => void>()
  #writing = false
  #emptied: (() => void) | undefined

  /** A question comes in, at once where no commit is about to be made. */
  enter(): Place | Promise<Place> {
    const waiting = this.#waiting
    return waiting === undefined ? this.#admit() : new Promise((admit) => waiting.push(admit))
  }

  leave(place: Place): void {
    if (this.hasMoved(place)) return
    this.#inside -= 1
    if (this.#inside === 0) this.#emptied?.()
  }

  /** Where among the commits a reading stands that is no question's; undefined amid one. */
  get place(): Place | undefined {
    return this.#writing ? undefined : this.#commits
  }

  /** Whether a commit was made, or begun, since a question came in there. */
  hasMoved(place: Place): boolean {
    return place !== this.#commits
  }

  /** Makes a commit, one at a time. However it ends, the gate is open afterwards. */
  async commit<T>(write: () => Promise<T>): Promise<T> {
    invariant(!this.#committing, 'CommitGate.commit', 'another commit is under way')
    this.#committing = true
    const ends = performance.now() + LONGEST_HOLD_MS
    while (this.#holding > 0 && performance.now() < ends) await this.#untilChanged(ends - performance.now())
    this.#waiting = []
    let overdue: NodeJS.Timeout | undefined
    try {
      if (this.#inside > 0) await this.#untilEmptied()
      this.#commits += 1
      this.#inside = 0
      this.#writing = true
      overdue = setTimeout(() => this.#open(), LONGEST_COMMIT_MS)
      return await write()
    } finally {
      clearTimeout(overdue)
      this.#writing = false
      this.#committing = false
      this.#open()
      this.#tellChanged()
    }
  }

  /**
   * Keeps commits off while something is read that takes long and must find the graph as it was, for a minute at most; questions come in all the while. One that waits
   * is made first, so that none waits for more than those who held it off when it came. Gives what lets them go on.
   */
  async hold(): Promise<() => void> {
    while (this.#committing) await this.#untilChanged(LONGEST_HOLD_MS)
    this.#holding += 1
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#holding -= 1
      this.#tellChanged()
    }
  }

  async #untilChanged(mostMs: number): Promise<void> {
    let [tell, timer]: [(() => void) | undefined, NodeJS.Timeout | undefined] = [undefined, undefined]
    await new Promise<void>((done) => {
      this.#changed.add(tell = done)
      timer = setTimeout(done, mostMs)
    })
    clearTimeout(timer)
    if (tell !== undefined) this.#changed.delete(tell)
  }

  #tellChanged(): void {
    for (const tell of this.#changed) tell()
    this.#changed.clear()
  }

  #admit(): Place {
    if (this.#writing) return AMID
    this.#inside += 1
    return this.#commits
  }

  /** Those who waited are inside before anything else happens. */
  #open(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const admit of waiting) admit(this.#admit())
  }

  async #untilEmptied(): Promise<void> {
    let patience: NodeJS.Timeout | undefined
    await new Promise<void>((done) => {
      this.#emptied = done
      patience = setTimeout(done, PATIENCE_MS)
    })
    clearTimeout(patience)
    this.#emptied = undefined
  }
}

/** One question's stay inside: from before its first statement until after its last, if it sends any. */
export class Visit {
  readonly #gate: CommitGate
  #place: Place | Promise<Place> | undefined
  #left = false
  #moved = false
  #wasAt: Place | undefined
  #waitedMs = 0

  constructor(gate: CommitGate) {
    this.#gate = gate
  }

  /** Milliseconds spent waiting for a commit, in which nothing could be read. */
  get waitedMs(): number {
    return this.#waitedMs
  }

  /** Whether commits changed the graph between its statements; known once it has left. */
  get moved(): boolean {
    return this.#moved
  }

  /** Where among the commits it has read; undefined where it read nothing. Known once it has left. */
  get place(): Place | undefined {
    return this.#wasAt
  }

  /** Before each statement; undefined where there is nothing to wait for. */
  enter(): Promise<unknown> | undefined {
    if (this.#left) return undefined
    this.#place ??= this.#comeIn()
    return typeof this.#place === 'number' ? undefined : this.#place
  }

  /** Outside while `work` waits for a commit, which would else wait for this question. What is read afterwards is read anew. */
  outside<T>(work: () => Promise<T>): Promise<T> {
    this.#goOut()
    return work()
  }

  /** No commit is made while `work` reads, for a minute at most. */
  async still<T>(work: () => Promise<T>): Promise<T> {
    // A commit that is under way, and that hold waits for, waits for nobody inside.
    this.#goOut()
    const release = await this.#gate.hold()
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** For good: what is still sent for it is for nobody's answer. */
  leave(): void {
    this.#goOut()
    this.#left = true
  }

  #comeIn(): Place | Promise<Place> {
    const place = this.#gate.enter()
    if (typeof place === 'number') return place
    const began = performance.now()
    return place.then((admitted) => {
      this.#waitedMs += performance.now() - began
      if (this.#left) this.#gate.leave(admitted)
      else this.#place = admitted
      return admitted
    })
  }

  #goOut(): void {
    if (typeof this.#place !== 'number') return
    this.#moved ||= this.#gate.hasMoved(this.#place)
    this.#gate.leave(this.#place)
    this.#wasAt = this.#place
    this.#place = undefined
  }
}

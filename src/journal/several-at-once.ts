/** Works that go on at once, some number of them at most. */
export class SeveralAtOnce {
  readonly #most: number
  readonly #underWay = new Set<Promise<void>>()

  constructor(most: number) {
    this.#most = most
  }

  /** Begins one as soon as there is room; fails with what one begun before has failed with. */
  async begin(work: () => Promise<void>): Promise<void> {
    while (this.#underWay.size >= this.#most) await Promise.race(this.#underWay)
    const one: Promise<void> = work().then(() => void this.#underWay.delete(one))
    // Heard at the next beginning, or at the end.
    one.catch(() => undefined)
    this.#underWay.add(one)
  }

  /** Waits for all of them, the failed ones too; then fails with what the first failed with, if any did. */
  async done(): Promise<void> {
    await Promise.allSettled(this.#underWay)
    await Promise.all(this.#underWay)
  }
}

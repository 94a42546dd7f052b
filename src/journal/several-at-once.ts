/** Works that go on at once, some number of them at most. */
export class SeveralAtOnce {
  readonly #most: number
  readonly #underWay = new Set<Promise<void>>()
  /** What failed first, whichever was begun first: what fails after it mostly follows from it. */
  #failure: { readonly error: unknown } | undefined

  constructor(most: number) {
    this.#most = most
  }

  /** Begins one as soon as there is room. Fails where one begun before has failed. */
  async begin(work: () => Promise<void>): Promise<void> {
    while (this.#underWay.size >= this.#most) await Promise.race(this.#underWay)
    this.#failIfFailed()
    const one: Promise<void> = work().catch((error: unknown) => {
      this.#failure ??= { error }
    }).then(() => void this.#underWay.delete(one))
    this.#underWay.add(one)
  }

  /** Waits for all of them, whatever comes of them; fails where one has. */
  async done(): Promise<void> {
    await Promise.all(this.#underWay)
    this.#failIfFailed()
  }

  #failIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}

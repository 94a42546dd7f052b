/** Asked so often, an operation is worth the seconds that the graph takes to plan a larger statement for it. */
const HOT = 3

/** Whether a statement that takes the graph long to plan may be sent: from when it was asked for often, and the graph has planned it for nobody. */
export class Rehearsed {
  #asked = 0
  #ready = false

  /** For one question. `rehearse` readies the graph; no question waits for it. */
  isReady(rehearse: () => Promise<void>): boolean {
    if (this.#ready) return true
    this.#asked += 1
    if (this.#asked === HOT) {
      rehearse().then(() => {
        this.#ready = true
      }, () => {
        // The graph is away, or it takes too long: whoever asks again tries again.
        this.#asked = 0
      })
    }
    return false
  }
}

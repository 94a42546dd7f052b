/**
 * Definitions, or derivations, by name, as they are held now. Versions are drafted, proposed, approved, brought into force and retired while a model is
 * served, so these are what changes of it: whole, at one instant, when whoever follows the journal has read what was ruled up to a place.
 */
export class HeldDefinitions <Definition> extends Map<string, Definition> {
  #place = 0
  #generation = 0

  /** The last ruling of the journal that they follow; 0: they are the folder's. */
  get place(): number {
    return this.#place
  }

  /** Grows with each change. */
  get generation(): number {
    return this.#generation
  }

  /** As they are now, whatever is ruled meanwhile. */
  snapshot(): HeldDefinitions<Definition> {
    const copy = new HeldDefinitions(this)
    copy.#place = this.#place
    copy.#generation = this.#generation
    return copy
  }

  become(next: ReadonlyMap<string, Definition>, place: number): void {
    this.clear()
    for (const [name, definition] of next) this.set(name, definition)
    this.#place = place
    this.#generation += 1
  }
}

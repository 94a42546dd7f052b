/** For what cannot happen. `place` is an id unique to the place of the call, so a log line leads straight to it. */
export function invariant(holds: unknown, place: string, what: string): asserts holds {
  if (!holds) throw new Error(`${place}: ${what}`)
}

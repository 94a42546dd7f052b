const SHOWN = 3

/** How two lists of lines differ, shortly: a world of ten thousand orders has millions, which no assertion can print. */
export interface Unlike {
  readonly found: number
  readonly wanted: number
  readonly surplus: readonly string[]
  readonly missing: readonly string[]
  /** Both have the same lines, in another order. */
  readonly disordered: boolean
}

/** Undefined where both are the same, line by line. */
export const unlike = (found: readonly string[], wanted: readonly string[]): Unlike | undefined => {
  if (found.length === wanted.length && found.every((line, place) => line === wanted[place])) return undefined
  const [ofFound, ofWanted] = [new Set(found), new Set(wanted)]
  const surplus = found.filter((line) => !ofWanted.has(line)).slice(0, SHOWN)
  const missing = wanted.filter((line) => !ofFound.has(line)).slice(0, SHOWN)
  return { found: found.length, wanted: wanted.length, surplus, missing, disordered: surplus.length === 0 && missing.length === 0 && found.length === wanted.length }
}

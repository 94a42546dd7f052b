/** Log of the chance of 0. */
const NEVER = -Infinity

/**
 * Natural log of the chance that of `drawn` units, drawn without putting any back from `all` of which `marked` come of something, `found` or more do: the upper tail of the hypergeometric
 * distribution, P(X ≥ k) = Σ C(K, i) C(N − K, n − i) / C(N, n) over i from k to min(n, K), with N all, K marked, n drawn, k found. It is Fisher's exact test, one-sided
 * (R. A. Fisher, Statistical Methods for Research Workers, § 21.02; NIST/SEMATECH e-Handbook 1.3.6.6, hypergeometric). A log, since a chance may be smaller than any number that a machine holds.
 * The first term is a product of n factors near 1 and the others follow by their ratios, so nothing cancels as it does between logs of large factorials. Cost: n logs.
 */
export const logByChance = (all: number, marked: number, drawn: number, found: number): number => {
  const [least, most] = [Math.max(0, drawn - (all - marked)), Math.min(drawn, marked)]
  if (found <= least) return 0
  if (found > most) return NEVER
  const terms = [logTerm(all, marked, drawn, found)]
  for (let i = found; i < most; i += 1) terms.push((terms.at(-1) ?? NEVER) + Math.log((marked - i) * (drawn - i)) - Math.log((i + 1) * (all - marked - drawn + i + 1)))
  const highest = Math.max(...terms)
  return Math.min(0, highest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - highest), 0)))
}

/** Log of C(n, k) × (K … K−k+1) × (N−K … N−K−n+k+1) / (N … N−n+1): which k of the n, times the chance of that order. */
const logTerm = (all: number, marked: number, drawn: number, found: number): number => {
  let log = 0
  for (let i = 0; i < found; i += 1) log += Math.log((drawn - i) / (i + 1)) + Math.log((marked - i) / (all - i))
  for (let i = 0; i < drawn - found; i += 1) log += Math.log((all - marked - i) / (all - found - i))
  return log
}

const choose = (n: number, k: number): bigint => {
  let ways = 1n
  for (let i = 0; i < k; i += 1) ways = ways * BigInt(n - i) / BigInt(i + 1)
  return k > n ? 0n : ways
}

/** Of all draws of so many, the share with so many marked or more: counted in whole numbers, as the definition says it, with no rounding until the last division. */
export const countDraws = (all: number, marked: number, drawn: number, found: number): number => {
  let ways = 0n
  for (let i = found; i <= Math.min(drawn, marked); i += 1) ways += choose(marked, i) * choose(all - marked, drawn - i)
  return Number(ways * 10n ** 60n / choose(all, drawn)) / 1e60
}

/** Optimal string alignment distance, case folded: swaps of neighbours count once. */
const distance = (a: string, b: string): number => {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      next.push(best)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** Up to `most` of `known` that someone may have meant by `text`, nearest first. Cost: |text| × total length of `known`. */
export const nearest = (text: string, known: Iterable<string>, most = 3): readonly string[] => {
  const wanted = text.toLowerCase()
  const bound = Math.max(1, Math.floor(wanted.length / 2))
  return [...known]
    // Each character more or less is one away.
    .filter((name) => Math.abs(name.length - wanted.length) <= bound)
    .map((name) => ({ name, away: distance(wanted, name.toLowerCase()) }))
    .filter(({ away }) => away <= bound)
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name)
}

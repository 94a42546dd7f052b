/** Stands in a page for what differs from run to run or does not matter here. */
const ANYTHING = '…'

const wordsAgree = (shown: string, actual: string): boolean => {
  const parts = shown.split(ANYTHING).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^\\n]*')}$`).test(actual)
}

/** Where an answer is not what a page shows of it: what the page leaves out may be anything, what it shows must be so. Lists must be whole unless they end with `…`. */
export const differences = (shown: unknown, actual: unknown, at = '$'): readonly string[] => {
  if (shown === ANYTHING) return actual === undefined ? [`${at} is absent`] : []
  if (typeof shown === 'string' && typeof actual === 'string') return wordsAgree(shown, actual) ? [] : [`${at}: shown ${shown}, is ${actual}`]
  if (Array.isArray(shown) && Array.isArray(actual)) {
    const more = shown.at(-1) === ANYTHING
    const listed = more ? shown.slice(0, -1) : shown
    if (more ? actual.length < listed.length : actual.length !== listed.length) return [`${at}: shown ${listed.length} entries, are ${actual.length}`]
    return listed.flatMap((one, index) => differences(one, actual[index], `${at}[${index}]`))
  }
  if (typeof shown === 'object' && shown !== null && typeof actual === 'object' && actual !== null && !Array.isArray(shown) && !Array.isArray(actual)) {
    return Object.entries(shown).flatMap(([name, value]) => differences(value, (actual as Record<string, unknown>)[name], `${at}.${name}`))
  }
  return Object.is(shown, actual) ? [] : [`${at}: shown ${JSON.stringify(shown)}, is ${JSON.stringify(actual)}`]
}

/** Lines that a page shows of what a command prints, in their order. `…` inside a line is any text, on a line of its own any lines. */
export const missingLines = (shown: string, printed: string): readonly string[] => {
  const actual = printed.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '')
  const missing: string[] = []
  let place = 0
  let skipping = false
  for (const line of shown.split('\n').map((text) => text.trimEnd()).filter((text) => text !== '')) {
    if (line.trim() === ANYTHING) {
      skipping = true
      continue
    }
    const found = actual.findIndex((one, index) => index >= place && wordsAgree(line, one))
    if (found === -1 || (!skipping && found !== place)) missing.push(line)
    if (found !== -1) place = found + 1
    skipping = false
  }
  return missing
}

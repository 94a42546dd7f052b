const blank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r'

const escapeLength = (text: string, at: number): number => {
  const kind = text[at + 1]
  return kind === 'x' ? 4 : kind === 'u' ? 6 : kind === 'U' ? 10 : 2
}

const contentStart = (text: string, start: number): number => {
  const opener = text[start]
  if (opener === '|' || opener === '>') return text.indexOf('\n', start) + 1
  return opener === '"' || opener === "'" ? start + 1 : start
}

/**
 * Where in `text` the character at `offset` of a YAML scalar's value stands; the scalar is text[start, end).
 * Walks value and text side by side, stepping over what YAML takes away: escapes, doubled quotes, folds, indentation.
 */
export const alignScalar = (text: string, start: number, end: number, value: string, offset: number): number => {
  const opener = text[start]
  let at = contentStart(text, start)
  for (let i = 0; i < value.length && at < end; i += 1) {
    const char = value[i]
    if (blank(text[at]) && !blank(char)) while (at < end && blank(text[at])) at += 1
    if (i >= offset) return at
    if (opener === '"' && text[at] === '\\') {
      at += escapeLength(text, at)
    } else if (opener === "'" && text[at] === "'") {
      at += 2
    } else if (text[at] === char) {
      at += 1
    } else if (blank(char) && blank(text[at])) {
      while (at < end && blank(text[at])) at += 1
    } else {
      return start
    }
  }
  return Math.min(at, Math.max(start, end - 1))
}

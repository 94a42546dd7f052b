/** Characters of what somebody gave that a problem repeats. */
const MOST_SHOWN = 100
/** Parameters of the catalogue that repeat what was given; the others are the program's own words and names that are known. */
const GIVEN: ReadonlySet<string> = new Set(['argument', 'value', 'values', 'id', 'ref', 'type', 'domain', 'scheme', 'source', 'definition', 'cursor', 'eventId'])

/** A given text fit to be repeated: cut when long, within its quotes where it stands in some. */
const shorten = (text: string): string => {
  if (text.length <= MOST_SHOWN) return text
  const quote = /^(['"]).*\1$/s.exec(text)?.[1] ?? ''
  // A pair of surrogates is not cut in two.
  return `${text.slice(0, MOST_SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…${quote}`
}

/** The parameters of a problem, with what was given cut when long: it may be a mebibyte. */
export const shortened = <P>(parameters: P): P =>
  Object.fromEntries(Object.entries(parameters as Readonly<Record<string, unknown>>).map(([name, value]) => {
    if (!GIVEN.has(name)) return [name, value]
    return [name, Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'string' ? shorten(one) : one)) : typeof value === 'string' ? shorten(value) : value]
  })) as P

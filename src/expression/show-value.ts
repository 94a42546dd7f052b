const MOST = 60

/** A value as a message names it: text in quotes, cut when long. */
export const showValue = (value: unknown): string => {
  if (typeof value === 'string') return `'${value.length > MOST ? `${value.slice(0, MOST)}…` : value}'`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'a map'
  return String(value)
}

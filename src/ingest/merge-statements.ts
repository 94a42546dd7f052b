import type { LinkStatement, Statement } from '../vocabulary/event.ts'
import { refuse, type Refusal } from './read-record.ts'

/** Statements of one record about one entity become one. A value beats an absent one; two values, or two states, contradict each other. */
export const mergeStatements = (statements: readonly Statement[], refused: (refusal: Refusal) => void): readonly Statement[] => {
  const merged = new Map<string, Statement>()
  for (const statement of statements) {
    const before = merged.get(statement.ref)
    merged.set(statement.ref, before === undefined ? statement : mergeTwo(before, statement, refused))
  }
  return merged.size === statements.length ? statements : [...merged.values()]
}

const mergeTwo = (a: Statement, b: Statement, refused: (refusal: Refusal) => void): Statement => {
  const contradiction = (field: string, values: readonly unknown[]): void =>
    refused(refuse('RECORD_CONTRADICTS_ITSELF', { ref: a.ref, field, values: values.map((value) => `'${String(value)}'`) }))
  const attributes = { ...a.attributes }
  for (const [field, value] of Object.entries(b.attributes)) {
    const before = attributes[field] ?? null
    if (before !== null && value !== null && before !== value) contradiction(field, [before, value])
    attributes[field] = value ?? before
  }
  if (a.local !== undefined && b.local !== undefined && a.local !== b.local) contradiction('state', [a.local, b.local])
  const local = b.local ?? a.local
  return {
    ref: a.ref,
    identifiers: [...a.identifiers, ...b.identifiers.filter((one) => !a.identifiers.some((other) => other.scheme === one.scheme && other.value === one.value))],
    attributes,
    links: mergeLinks(a.links, b.links),
    ...(local === undefined ? {} : { local }),
  }
}

const mergeLinks = (a: readonly LinkStatement[], b: readonly LinkStatement[]): readonly LinkStatement[] => {
  const same = (one: LinkStatement, other: LinkStatement): boolean => one.field === other.field && one.target === other.target
  const joined = a.map((link) => {
    const twin = b.find((other) => same(link, other))
    return twin?.quantities === undefined ? link : { ...link, quantities: { ...link.quantities, ...twin.quantities } }
  })
  return [...joined, ...b.filter((link) => !a.some((other) => same(link, other)))]
}

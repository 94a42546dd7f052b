import { DOT } from './type-definitions.ts'

type Members = Readonly<Record<string, unknown>>
type Nested = { [name: string]: unknown }

/** An answer of @neo4j/graphql in the door's form: `state_local` becomes `state { local }`, and those of an order `states` and `verdict`. */
export const inDoorsForm = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inDoorsForm)
  if (typeof value !== 'object' || value === null) return value
  const nested: Nested = {}
  for (const [name, member] of Object.entries(value)) put(nested, name.split(DOT), inDoorsForm(member))
  if (nested['states'] !== undefined) nested['states'] = statesOf(nested['states'] as Readonly<Record<string, Members>>)
  if (nested['verdict'] !== undefined) nested['verdict'] = verdictOf(nested['verdict'] as Readonly<Record<string, Readonly<Record<string, Members>>>>)
  return nested
}

const put = (into: Nested, [first = '', ...rest]: readonly string[], value: unknown): void => {
  if (rest.length === 0) into[first] = value
  else put((into[first] ??= {}) as Nested, rest, value)
}

/** A domain that no source has spoken of has nothing under `settled`; `present` is the same where `settled` is no asked column. */
const statesOf = (byDomain: Readonly<Record<string, Members>>): readonly Members[] => Object.entries(byDomain)
  .map(([domain, { present, ...parts }]) => ({ domain, present: present ?? parts['settled'], parts }))
  .filter(({ present }) => present !== null && present !== undefined)
  .map(({ domain, parts }) => ({ domain, ...parts }))

/** Of one definition and version, as the questions ask. */
const verdictOf = (byDefinition: Readonly<Record<string, Readonly<Record<string, Members>>>>): Members => {
  const [{ outcome, ...parts } = {}] = Object.values(byDefinition).flatMap((byVersion) => Object.values(byVersion))
  const own = Object.entries(parts)
  return {
    unified: outcome,
    ...Object.fromEntries(own.filter(([, part]) => !isDomain(part))),
    domains: own.filter(([, part]) => isDomain(part)).map(([domain, part]) => ({ domain, ...withMissing(part as Members) })),
  }
}

const isDomain = (part: unknown): boolean => typeof part === 'object' && part !== null

/** The graph has no empty lists. */
const withMissing = (part: Members): Members => ('missing' in part ? { ...part, missing: part['missing'] ?? [] } : part)

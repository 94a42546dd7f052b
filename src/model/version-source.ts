import { isDeepStrictEqual } from 'node:util'
import { parse, stringify } from 'yaml'
import type { RuleKind, VersionName } from './held-version.ts'
import type { Draft } from './read-shape.ts'
import type { ArbitrationData, DerivationData } from './shapes.ts'
import type { YamlFile } from './yaml-file.ts'

/** What a definition file says of itself, beside its versions. */
interface Header {
  readonly definition: string
  readonly title: string
  readonly owner: string
  readonly description?: string | undefined
}

/** A definition file with one version alone, as it was written there, comments and all. */
export const versionSource = (header: Header, file: YamlFile, i: number): string => {
  const version = (file.data as { readonly versions: readonly unknown[] }).versions[i]
  const head = stringify(Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined)))
  const [first = '', ...others] = file.excerpt(['versions', i]).split('\n')
  const source = `${head}versions:\n  - ${first}\n${others.map((line) => (line === '' ? '\n' : `    ${line}\n`)).join('')}`
  // What stands elsewhere in the file and is only named here (a YAML alias) is written out.
  return isDeepStrictEqual(dataOf(source), version) ? source : `${head}${stringify({ versions: [version] })}`
}

const dataOf = (source: string): unknown => {
  try {
    return (parse(source) as { readonly versions: readonly unknown[] }).versions[0]
  } catch {
    return undefined
  }
}

/** What a version says, whoever wrote it down and how: its rules alone. Two sources with the same meaning judge, or infer, alike. */
export const meaningOf = (source: string): string => {
  const [rule, { domains, unified, validWhen, uses, answers }] = [ruleIn(source), (dataOf(source) ?? {}) as Readonly<Partial<Record<'domains' | 'unified' | 'validWhen' | 'uses' | 'answers', unknown>>>]
  const { relation, from, to, within, when, most } = derivationIn(source) ?? {}
  const { about, prefer } = arbitrationIn(source) ?? {}
  const meaning = { definition: { domains, unified, validWhen, uses, answers }, derivation: { relation, from, to, within, when, most }, arbitration: { about, prefer } }
  return JSON.stringify(meaning[rule?.kind ?? 'definition'], (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value))
}

/** Versions whose verdicts a sound source's rules read. */
export const usesIn = (source: string): readonly { readonly definition: string; readonly version: number }[] =>
  Object.values(((dataOf(source) ?? {}) as { readonly uses?: Readonly<Record<string, { readonly definition: string; readonly version: number }>> }).uses ?? {})

/** What a derivation's file says, nothing of it judged; undefined of what is none. */
export const derivationIn = (source: string): Draft<DerivationData> | undefined => {
  const data = parsed(source) as Draft<DerivationData> | undefined
  return typeof data === 'object' && data !== null && typeof data.derivation === 'string' ? data : undefined
}

/** The same of a rule of arbitration. */
export const arbitrationIn = (source: string): Draft<ArbitrationData> | undefined => {
  const data = parsed(source) as Draft<ArbitrationData> | undefined
  return typeof data === 'object' && data !== null && typeof data.arbitration === 'string' ? data : undefined
}

/** Which of those a file is of, of its name, and how far it says that it has come; undefined of what is neither. */
export const ruleIn = (source: string): { readonly kind: RuleKind; readonly definition: string; readonly version: unknown; readonly lifecycle: 'ACTIVE' | 'RETIRED' | undefined } | undefined => {
  const [derivation, arbitration] = [derivationIn(source), arbitrationIn(source)]
  if (derivation?.derivation !== undefined) return { kind: 'derivation', definition: derivation.derivation, version: derivation.version, lifecycle: derivation.lifecycle }
  if (arbitration?.arbitration !== undefined) return { kind: 'arbitration', definition: arbitration.arbitration, version: arbitration.version, lifecycle: arbitration.lifecycle }
  return undefined
}

const parsed = (source: string): unknown => {
  try {
    return parse(source)
  } catch {
    // Whatever is wrong with it is said where it is built.
    return undefined
  }
}

/** Which version a source is of, if it says so. */
export const numberIn = (source: string): VersionName | undefined => {
  const rule = ruleIn(source)
  if (rule !== undefined) return typeof rule.version === 'number' ? { definition: rule.definition, version: rule.version } : undefined
  const { definition, versions } = (parsed(source) ?? {}) as { readonly definition?: unknown; readonly versions?: readonly { readonly version?: unknown }[] }
  const version = Array.isArray(versions) ? (versions[0] as { readonly version?: unknown } | undefined)?.version : undefined
  return typeof definition === 'string' && typeof version === 'number' ? { definition, version } : undefined
}

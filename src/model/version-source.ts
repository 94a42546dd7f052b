import { isDeepStrictEqual } from 'node:util'
import { parse, stringify } from 'yaml'
import type { VersionName } from './held-version.ts'
import type { Draft } from './read-shape.ts'
import type { DerivationData } from './shapes.ts'
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
  const derivation = derivationIn(source)
  const { domains, unified, validWhen, uses, answers } = (derivation === undefined ? dataOf(source) ?? {} : {}) as Readonly<Partial<Record<'domains' | 'unified' | 'validWhen' | 'uses' | 'answers', unknown>>>
  const { relation, from, to, within, when, most } = derivation ?? {}
  return JSON.stringify(derivation === undefined ? { domains, unified, validWhen, uses, answers } : { relation, from, to, within, when, most }, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value))
}

/** Versions whose verdicts a sound source's rules read. */
export const usesIn = (source: string): readonly { readonly definition: string; readonly version: number }[] =>
  Object.values(((dataOf(source) ?? {}) as { readonly uses?: Readonly<Record<string, { readonly definition: string; readonly version: number }>> }).uses ?? {})

/** What a derivation's file says, nothing of it judged; undefined of what is none. */
export const derivationIn = (source: string): Draft<DerivationData> | undefined => {
  const data = parsed(source) as Draft<DerivationData> | undefined
  return typeof data === 'object' && data !== null && typeof data.derivation === 'string' ? data : undefined
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
  const derivation = derivationIn(source)
  if (derivation?.derivation !== undefined) return typeof derivation.version === 'number' ? { definition: derivation.derivation, version: derivation.version } : undefined
  const { definition, versions } = (parsed(source) ?? {}) as { readonly definition?: unknown; readonly versions?: readonly { readonly version?: unknown }[] }
  const version = Array.isArray(versions) ? (versions[0] as { readonly version?: unknown } | undefined)?.version : undefined
  return typeof definition === 'string' && typeof version === 'number' ? { definition, version } : undefined
}

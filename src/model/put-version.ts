import { isMap, isScalar, isSeq, parse, parseDocument, stringify, type Document, type Pair, type YAMLMap } from 'yaml'
import { formatInstant } from '../vocabulary/instant.ts'
import type { HeldVersion } from './held-version.ts'

/** What a file says of how far a version has come, in the order in which people write it. */
const standingKeys = ({ lifecycle, effectiveFrom, effectiveTo, proposedBy, approvedBy }: HeldVersion): readonly (readonly [string, string | undefined])[] => [
  ['lifecycle', lifecycle],
  ['effectiveFrom', effectiveFrom === undefined ? undefined : formatInstant(effectiveFrom)],
  ['effectiveTo', effectiveTo === undefined ? undefined : formatInstant(effectiveTo)],
  ['proposedBy', proposedBy],
  ['approvedBy', approvedBy],
]

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key)

/** Sets a key where it stands, or after the one before it; undefined takes it out. */
const put = (document: Document, map: YAMLMap, key: string, value: string | undefined, after: string): void => {
  const at = map.items.findIndex((pair) => keyOf(pair) === key)
  if (value === undefined) {
    if (at >= 0) map.items.splice(at, 1)
  } else if (at >= 0) map.set(key, value)
  else map.items.splice(map.items.findIndex((pair) => keyOf(pair) === after) + 1, 0, document.createPair(key, value))
}

/** A definition's file with a version as it is held; all else in it says what it said, with its comments. `text`: the file, if there is one. */
export const putVersion = (text: string | undefined, held: HeldVersion): string => {
  const document = parseDocument(text ?? held.source)
  const versions = document.get('versions')
  if (!isSeq(versions)) return held.source
  let map = versions.items.find((item): item is YAMLMap => isMap(item) && item.get('version') === held.version)
  const fresh = parseDocument(held.source).getIn(['versions', 0])
  if (map === undefined && isMap(fresh)) {
    map = fresh
    versions.items.push(fresh)
  }
  if (map === undefined) return held.source
  let after = 'version'
  for (const [key, value] of standingKeys(held)) {
    put(document, map, key, value, after)
    if (value !== undefined) after = key
  }
  return document.toString({ lineWidth: 0 })
}

/** The same, with the version's rules as they are held in the place of those in the file. */
export const replaceVersion = (text: string, held: HeldVersion): string => {
  const document = parseDocument(text)
  const versions = document.get('versions')
  const fresh = parseDocument(held.source).getIn(['versions', 0])
  const at = isSeq(versions) ? versions.items.findIndex((item) => isMap(item) && item.get('version') === held.version) : -1
  if (!isSeq(versions) || !isMap(fresh) || at < 0) return putVersion(text, held)
  versions.items[at] = fresh
  return putVersion(written(document, text, held), held)
}

/** What other versions only named, by an alias of something in the version that goes, is written out. */
const written = (document: Document, text: string, held: HeldVersion): string => {
  try {
    return document.toString({ lineWidth: 0 })
  } catch {
    const { versions, ...head } = parse(text) as { readonly versions: readonly { readonly version: number }[] }
    const [mine] = (parse(held.source) as { readonly versions: readonly { readonly version: number }[] }).versions
    return stringify({ ...head, versions: versions.map((one) => (one.version === held.version ? mine : one)) }, { aliasDuplicateObjects: false })
  }
}

/** A rule's file with the version that is held: in force, which its file need not say, or retired. */
export const putLifecycle = ({ source, lifecycle }: HeldVersion): string => {
  const document = parseDocument(source)
  if ((document.get('lifecycle') ?? 'ACTIVE') === lifecycle || !isMap(document.contents)) return source
  put(document, document.contents, 'lifecycle', lifecycle === 'RETIRED' ? lifecycle : undefined, 'version')
  return document.toString({ lineWidth: 0 })
}

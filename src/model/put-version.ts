import { isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type YAMLMap } from 'yaml'
import { formatInstant } from '../vocabulary/instant.ts'
import type { HeldVersion } from './model.ts'

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

/** A definition's file with a version as it is held; all else in it stays as it was written, comments too. `text`: the file, if there is one. */
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
  if (isSeq(versions)) versions.items = versions.items.filter((item) => !(isMap(item) && item.get('version') === held.version))
  return putVersion(document.toString({ lineWidth: 0 }), held)
}

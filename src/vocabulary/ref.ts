/** Names of entities. A ref is `Type/key`; a placeholder is `Type/~scheme:value`, made by a link to an identifier nobody has claimed yet. */
declare const refBrand: unique symbol
export type Ref = string & { readonly [refBrand]: true }

export const makeRef = (type: string, key: string): Ref => `${type}/${key}` as Ref

export const placeholderRef = (type: string, scheme: string, value: string): Ref => `${type}/~${scheme}:${value}` as Ref

/** A ref that came back from a store, where only refs are kept in that column. */
export const storedRef = (text: string): Ref => text as Ref

export interface RefParts {
  readonly type: string
  readonly key: string
  /** Set when the ref is a placeholder by identifier. */
  readonly identifier?: { readonly scheme: string; readonly value: string }
}

/** Parts of a ref, or undefined when the text has no `Type/` in front of a key. Whether the type exists is for the model to say. */
export const parseRef = (text: string): RefParts | undefined => {
  const slash = text.indexOf('/')
  if (slash <= 0 || slash === text.length - 1) return undefined
  const type = text.slice(0, slash)
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(type)) return undefined
  const key = text.slice(slash + 1)
  const placeholder = /^~([^:]+):(.+)$/s.exec(key)
  return placeholder?.[1] !== undefined && placeholder[2] !== undefined
    ? { type, key, identifier: { scheme: placeholder[1], value: placeholder[2] } }
    : { type, key }
}

export const typeOfRef = (ref: Ref): string => ref.slice(0, ref.indexOf('/'))
export const keyOfRef = (ref: Ref): string => ref.slice(ref.indexOf('/') + 1)
export const isPlaceholder = (ref: Ref): boolean => ref.charCodeAt(ref.indexOf('/') + 1) === 126

/** Halves of surrogate pairs spell what lies beyond U+FFFF, and stand before U+E000. */
const codeOf = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x2800 : unit)

/** The order of refs by their code points, as collation C of PostgreSQL has it and JavaScript's `<` has not. */
export const byRef = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (x !== y) return codeOf(x) - codeOf(y)
  }
  return a.length - b.length
}

/**
 * Longest key and identifier value, in UTF-16 units. A B-tree entry of PostgreSQL holds 2,704 bytes; its widest key here, an identifier's
 * (type, scheme, value, ref, source), has two of these at up to 3 bytes a unit and some names beside them.
 */
const LONGEST_KEY = 256
/** Event ids stand in an index with the source's name alone. */
export const LONGEST_EVENT_ID = 512

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Why the text cannot be a key, identifier value or event id; undefined when it can. Outer blanks are part of a key: texts are never made alike. */
export const keyFault = (text: string, longest: number = LONGEST_KEY): string | undefined => {
  if (text.trim() === '') return 'it is blank'
  if (text.length > longest) return `it has ${text.length} characters, more than ${longest}`
  const control = CONTROL.exec(text)
  if (control !== null) return `it holds the control character U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return undefined
}

/** As keyFault, for keys of entities: `Type/~scheme:value` is how a placeholder is named. */
export const entityKeyFault = (text: string): string | undefined => keyFault(text) ?? (text.startsWith('~') ? `'${text.slice(0, 60)}' begins with '~', which names placeholders` : undefined)

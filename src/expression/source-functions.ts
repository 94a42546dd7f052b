import { hash } from 'node:crypto'
import { cbvWord } from '../identifiers/epc-cbv.ts'
import { canonicalGs1, readGs1 } from '../identifiers/epc-uri.ts'
import { canonicalText } from './canonical-text.ts'
import { fn } from './define.ts'
import { Malformed, UNKNOWN, type Value } from './expression.ts'
import { LABEL_FUNCTIONS } from './read-labels.ts'
import type { Overload } from './typed-tree.ts'

/** Records are decoded in memory alone, so what reads them is not printed. Null, should it ever be, is unknown. */
const NEVER_PRINTED = 'null'

const canonical = (text: string): string => {
  const read = readGs1(text)
  if (read === undefined) return text
  if (!read.ok) throw new Malformed(read.reason)
  if (read.wrongCheck !== undefined) throw new Malformed(read.wrongCheck)
  return canonicalGs1(read.values)
}

/** A part can be read though the key beside it cannot be right; whoever asks for it alone decides what to make of that. */
const part = (text: string, ai: string): Value => {
  const read = readGs1(text)
  if (read?.ok === false) throw new Malformed(read.reason)
  return read?.values.get(ai) ?? UNKNOWN
}

const digest = (record: Readonly<Record<string, Value>>, leftOut: readonly Value[] = []): string =>
  `sha256:${hash('sha256', canonicalText(record, new Set(leftOut.filter((name) => typeof name === 'string'))), 'hex')}`

/** Beside the functions of the profile, in the files of sources: what is known of other systems' ways to write things. */
export const SOURCE_FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = Map.groupBy([
  fn('absent', [], 'dyn', () => UNKNOWN, NEVER_PRINTED),
  fn('cbv', ['string'], 'string', cbvWord, NEVER_PRINTED),
  fn('digest', ['map'], 'string', (record) => digest(record), NEVER_PRINTED),
  fn('digest', ['map', { list: 'string' }], 'string', (record, leftOut) => digest(record, leftOut), NEVER_PRINTED),
  fn('gs1', ['string'], 'string', canonical, NEVER_PRINTED),
  fn('gs1', ['string', 'string'], 'string', part, NEVER_PRINTED),
  ...LABEL_FUNCTIONS,
], ({ name }) => name)

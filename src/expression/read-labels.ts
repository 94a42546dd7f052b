import { canonicalUdi } from '../identifiers/canonical-udi.ts'
import type { UdiDate } from '../identifiers/parsed-udi.ts'
import { parseUdi } from '../identifiers/parse-udi.ts'
import { fn } from './define.ts'
import { UNKNOWN, type StaticType, type Value } from './expression.ts'
import type { Overload } from './typed-tree.ts'

const MEMBERS = { agency: 'string', form: 'string', di: 'string', lot: 'string', serial: 'string', donation: 'string', quantity: 'int', packagingLevel: 'int', canonical: 'string' } as const
const LABEL: StaticType = { object: 'udi', members: MEMBERS }
const LABEL_AT: StaticType = { object: 'udi of a time', members: { ...MEMBERS, production: 'string', expiry: 'string', sound: 'bool' } }

const dayOf = (date: UdiDate | undefined): Value => date?.date ?? UNKNOWN

/** No label's century is asked for without the time it was read at; the members that hang on it are not there. */
const ANY_TIME = 0
const readLabel = (text: string, at = ANY_TIME): Value => {
  const udi = parseUdi(text, { now: new Date(at) })
  const { agency, form, di = UNKNOWN, lot = UNKNOWN, serial = UNKNOWN, donation = UNKNOWN, quantity = UNKNOWN, packagingLevel = UNKNOWN } = udi
  return { agency, form, di, lot, serial, donation, quantity, packagingLevel, canonical: canonicalUdi(udi), production: dayOf(udi.production), expiry: dayOf(udi.expiry), sound: udi.flags.length === 0 }
}

/**
 * What sources have beside the profile: they are worked out in memory alone, so these need no SQL. A record means the same whenever it is
 * decoded, so the clock that two-digit years need is the record's own.
 */
export const LABEL_FUNCTIONS: readonly Overload[] = [fn('udi', ['string'], LABEL, (text) => readLabel(text), ''), fn('udi', ['string', 'timestamp'], LABEL_AT, (text, at) => readLabel(text, at), '')]

import { foldLookAlikes, foldMisread, lookAlikesOf, misreadOf, READ_FOR_DIGITS } from './look-alikes.ts'

/** In what two texts of a lot or serial number differ: a closed list, the mildest first. */
export const NEAR_REASONS = ['WIDTH', 'CASE', 'SEPARATORS', 'LOOKALIKE', 'LEADING_ZEROS', 'OCR', 'TRANSPOSITION', 'ONE_CHARACTER', 'SAME_LOT_OTHER_DI'] as const
export type NearReason = (typeof NEAR_REASONS)[number]

/** A lot or serial number as somebody wrote it, and the product that it was written for, in one canonical form, where that is known. */
export interface WrittenText {
  readonly text: string
  readonly di?: string
}

/** Blanks and control characters, hyphens and dashes of any length, slash, full stop, underscore. */
const SEPARATOR = /[\p{Z}\p{Cc}\p{Pd}\u2212/._]/gu
const SEPARATORS = ['-', ' ', '/', '.', '_', '']
const ZEROS_IN_FRONT = new RegExp(`(?<![0-9${READ_FOR_DIGITS}])0+(?=[0-9])`, 'gu')
/** Where zeros could have been dropped. */
const BEFORE_NUMBER = new RegExp(`(?<![0-9${READ_FOR_DIGITS}])(?=[0-9])`, 'gu')
const LETTERS_MEET_DIGITS = /(?<=\p{L})(?=[0-9])|(?<=[0-9])(?=\p{L})/gu

/** Full-width and other compatible forms of a character as the plain one (Unicode NFKD), without marks and what is not seen. */
const toPlain = (text: string): string => text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')
const toUpper = (text: string): string => text.toUpperCase()
const dropSeparators = (text: string): string => text.replace(SEPARATOR, '')

/**
 * Zeros in front of a digit go where the text begins, and behind a letter that is read for no digit: 0012, N0012. Behind one that is, as
 * in B0012, they stay: the letter may be an 8, and 80012 is not 812. Of zeros alone one stays.
 */
const dropLeadingZeros = (text: string): string => text.replace(ZEROS_IN_FRONT, '')

interface Fold {
  readonly reason: NearReason
  readonly fold: (text: string) => string
}
/** What a form leaves out, in the order in which it does. */
const FOLDS: readonly Fold[] = [
  { reason: 'WIDTH', fold: toPlain },
  { reason: 'CASE', fold: toUpper },
  { reason: 'SEPARATORS', fold: dropSeparators },
  { reason: 'LOOKALIKE', fold: foldLookAlikes },
  { reason: 'OCR', fold: foldMisread },
  { reason: 'LEADING_ZEROS', fold: dropLeadingZeros },
]

const foldAll = (text: string, folds: readonly Fold[]): string => folds.reduce((folded, { fold }) => fold(folded), text)

/**
 * The key under which a text is found with all that differ from it by width, case, separators, look-alikes, misread characters and leading
 * zeros. Two numbers of digits alone have one form only where they differ by leading zeros. Empty for a text of nothing but separators:
 * look nothing up by that. Never shown.
 */
export const formOf = (text: string): string => foldAll(text, FOLDS)

/** Keys of which two texts share one that differ by what a form leaves out, or by two neighbours that changed places: its form, and the characters that are written, in order. */
export const nearKeys = (text: string): readonly string[] => [`form ${formOf(text)}`, `written ${Array.from(foldAll(text, FOLDS.slice(0, 3))).sort().join('')}`]

const choices = (folds: readonly Fold[]): readonly (readonly Fold[])[] =>
  folds.reduce<readonly (readonly Fold[])[]>((chosen, fold) => [...chosen, ...chosen.map((each) => [...each, fold])], [[]])
const gravity = (folds: readonly Fold[]): number => folds.reduce((sum, { reason }) => sum + 2 ** NEAR_REASONS.indexOf(reason), 0)
/** Fewest reasons first, of as many the mildest. */
const mildestFirst = (folds: readonly Fold[]): readonly (readonly Fold[])[] => choices(folds).toSorted((a, b) => a.length - b.length || gravity(a) - gravity(b))
const ANY_FOLDS = mildestFirst(FOLDS)
/** How a text is written, as against which characters it has: what may come with another slip. */
const FOLDS_OF_WRITING = mildestFirst(FOLDS.slice(0, 3))

const firstDifference = (a: readonly string[], b: readonly string[]): number => a.findIndex((each, place) => each !== b[place])
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && firstDifference(a, b) < 0

/** Two neighbours changed places, and that is all. */
const isTransposed = (a: readonly string[], b: readonly string[]): boolean => {
  const at = firstDifference(a, b)
  return at >= 0 && a.length === b.length && a[at] === b[at + 1] && a[at + 1] === b[at] && isSame(a.slice(at + 2), b.slice(at + 2))
}

/** Shorter texts are one character from too many others. */
const LEAST_CHARACTERS = 5
const isLongEnough = (text: string): boolean => dropSeparators(text).length >= LEAST_CHARACTERS

/**
 * One character too many or too few, or a digit where the other has a letter. Not a digit for a digit nor a letter for a letter: each
 * number of a running range has nine such neighbours a place, all of them real, and a list of real neighbours teaches to reject.
 */
const isOneCharacterAway = (a: readonly string[], b: readonly string[]): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (!isLongEnough(short.join(''))) return false
  const place = firstDifference(long, short)
  if (short.length === long.length) {
    const isDigit = [long[place], short[place]].map((each) => /[0-9]/.test(each ?? ''))
    return place >= 0 && isDigit[0] !== isDigit[1] && isSame(long.slice(place + 1), short.slice(place + 1))
  }
  return long.length === short.length + 1 && isSame(long.toSpliced(place, 1), short)
}

const foldReasons = (a: string, b: string): readonly NearReason[] =>
  formOf(a) === formOf(b) ? (ANY_FOLDS.find((folds) => foldAll(a, folds) === foldAll(b, folds)) ?? []).map(({ reason }) => reason) : []

/** Whether they are so once both are written alike, by as little as makes them so. */
const slipReasons = (a: string, b: string, reason: NearReason, is: (a: readonly string[], b: readonly string[]) => boolean): readonly NearReason[] => {
  const folds = FOLDS_OF_WRITING.find((each) => is(Array.from(foldAll(a, each)), Array.from(foldAll(b, each))))
  return folds === undefined ? [] : [...folds.map((each) => each.reason), reason]
}

/**
 * Why two texts may mean the same, with as few reasons as explain the whole difference; none: they are one text, or not near. Under two
 * different products only the very same text is near, as the lot or serial number of the other. Symmetric.
 */
export const nearReasons = (a: WrittenText, b: WrittenText): readonly NearReason[] => {
  if (a.di !== undefined && b.di !== undefined && a.di !== b.di) return a.text === b.text ? ['SAME_LOT_OTHER_DI'] : []
  if (a.text === b.text || formOf(a.text) === '' || formOf(b.text) === '') return []
  const explanations = [
    foldReasons(a.text, b.text),
    slipReasons(a.text, b.text, 'TRANSPOSITION', isTransposed),
    slipReasons(a.text, b.text, 'ONE_CHARACTER', isOneCharacterAway),
  ]
  return explanations.filter((reasons) => reasons.length > 0).toSorted((one, other) => one.length - other.length)[0] ?? []
}

function* withOtherCharacters(text: string, othersOf: (character: string) => readonly string[]): Generator<string> {
  const characters = Array.from(text)
  for (const [place, character] of characters.entries()) {
    for (const other of othersOf(character)) yield characters.with(place, other).join('')
  }
}

function* withSeparators(text: string): Generator<string> {
  for (const separator of SEPARATORS) yield text.replace(SEPARATOR, separator)
  for (const { index } of text.matchAll(LETTERS_MEET_DIGITS)) {
    for (const separator of SEPARATORS) yield `${text.slice(0, index)}${separator}${text.slice(index)}`
  }
}

function* withZeros(text: string): Generator<string> {
  yield dropLeadingZeros(text)
  for (let zeros = 1; zeros <= 4; zeros += 1) {
    for (const { index } of text.matchAll(BEFORE_NUMBER)) yield `${text.slice(0, index)}${'0'.repeat(zeros)}${text.slice(index)}`
  }
}

/** The slips of a keyboard: neighbours swapped, one key missed, one struck twice. */
function* withKeySlips(text: string): Generator<string> {
  const characters = Array.from(text)
  for (let place = 0; place + 1 < characters.length; place += 1) yield characters.toSpliced(place, 2, characters[place + 1] ?? '', characters[place] ?? '').join('')
  for (let place = 0; place < characters.length; place += 1) {
    const shorter = characters.toSpliced(place, 1).join('')
    if (isLongEnough(shorter)) yield shorter
  }
  if (!isLongEnough(text)) return
  for (const [place, character] of characters.entries()) yield characters.toSpliced(place, 0, character).join('')
}

function* otherWritings(text: string): Generator<string> {
  for (const folds of ANY_FOLDS) yield foldAll(text, folds)
  yield text.toLowerCase()
  yield* withSeparators(text)
  yield* withZeros(text)
  yield* withOtherCharacters(text, lookAlikesOf)
  yield Array.from(text, (each) => lookAlikesOf(each)[0] ?? each).join('')
  yield* withOtherCharacters(text, misreadOf)
}

/** Some may be told twice, and the text itself. */
function* allVariants(text: string): Generator<string> {
  const form = formOf(text)
  if (form === '') return
  // Some capitals have no small letter that is theirs alone.
  for (const writing of otherWritings(text)) if (formOf(writing) === form) yield writing
  yield* withKeySlips(text)
}

/**
 * Texts worth looking up one by one where nothing is found by its form: at most `most`, the likeliest first, the text itself not among
 * them. One slip each; what has a character more that is not its neighbour's is not among them, since it could be any.
 */
export const variantsOf = (text: string, most: number): readonly string[] => {
  const found = new Set<string>()
  for (const variant of allVariants(text)) {
    if (found.size >= most) break
    if (variant !== text) found.add(variant)
  }
  return [...found]
}

/**
 * Characters that are read or written for one another on labels: a closed list, each class told by its one digit. Where the list is from,
 * and what was left out, is in docs/recall-files.md.
 *
 * No class holds two digits, so two numbers never fold to one: 1 and 7, 3 and 8 are confused by hand too, but in a running range of serial
 * numbers each of them makes a real device of another. A class without a digit (C and G, U and V) is left out for the same reason.
 */

/** Hardly told apart in print: Unicode UTS #39 (0 O, 1 l I |); ISO 3779 forbids I, O and Q in vehicle numbers because of it. Either case. */
const LOOK_ALIKE: Readonly<Record<string, readonly string[]>> = { 0: ['O', 'Q'], 1: ['I', 'L', '|'] }

/** Slips of hands and of character recognition: ISMP Medication Safety Alert 2009;14 (July 2); Canada Post leaves D, F, I, O, Q, U out for its readers. Either case. */
const MISREAD: Readonly<Record<string, readonly string[]>> = { 0: ['D'], 2: ['Z'], 5: ['S'], 6: ['G'], 8: ['B'] }

const byCharacter = (classes: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(classes).flatMap(([digit, others]) => [digit, ...others, ...others.map((each) => each.toLowerCase())].map((each) => [each, digit] as const)))

const foldBy = (digits: ReadonlyMap<string, string>) => (text: string): string => Array.from(text, (each) => digits.get(each) ?? each).join('')

/** Of its class the others that stand in the same case; a digit is taken for one of upper case. */
const othersBy = (digits: ReadonlyMap<string, string>) => (character: string): readonly string[] => {
  const digit = digits.get(character)
  const isLower = character !== character.toUpperCase()
  return [...digits].filter(([each, of]) => of === digit && each !== character && (isLower ? each === each.toLowerCase() : each === each.toUpperCase())).map(([each]) => each)
}

const lookAlike = byCharacter(LOOK_ALIKE)
const misread = byCharacter(MISREAD)

/** Each character that is hardly told from a digit, as that digit. */
export const foldLookAlikes = foldBy(lookAlike)
/** Each character that is misread for a digit, as that digit. */
export const foldMisread = foldBy(misread)
/** What a character may be instead that hardly looks different. */
export const lookAlikesOf = othersBy(lookAlike)
/** What a character may be instead that is misread for it, or that it is misread for. */
export const misreadOf = othersBy(misread)
/** Letters and strokes that may be digits, for a regular expression's class. */
export const READ_FOR_DIGITS = [...lookAlike.keys(), ...misread.keys()].filter((each) => !/[0-9]/.test(each)).join('')

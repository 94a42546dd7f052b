/** GS1 General Specifications 7.9.1: weights 3 and 1 from the right; of digits without their check digit. */
export const gs1CheckDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

const MOD_43 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
/** ANSI/HIBC 2.6 appendix B: the sum of the values of all characters, the leading + included. Undefined when one of them has no value. */
export const hibcCheckCharacter = (text: string): string | undefined => {
  let sum = 0
  for (const character of text) {
    const value = MOD_43.indexOf(character)
    if (value < 0) return undefined
    sum += value
  }
  return MOD_43[sum % 43]
}

const MOD_37 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'
/** ISO/IEC 7064 mod 37-2 over a donation identification number's thirteen characters: ISBT 128 ST-001 appendix A. A number from 0 to 36. */
export const donationCheck = (text: string): number | undefined => {
  let weighed = 0
  for (const character of text) {
    const value = MOD_37.indexOf(character)
    if (value < 0 || value > 35) return undefined
    weighed = ((weighed + value) * 2) % 37
  }
  return (38 - weighed) % 37
}

const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]
/** The check character pair of a GMN or Master UDI-DI, GS1 General Specifications 7.9.5: values in set 82 weighed by primes from the right, modulo 1021. */
export const gs1CheckPair = (text: string): string | undefined => {
  let sum = 0
  for (const [place, character] of [...text].reverse().entries()) {
    const [value, prime] = [SET_82.indexOf(character), PRIMES[place]]
    if (value < 0 || prime === undefined) return undefined
    sum += value * prime
  }
  const rest = sum % 1021
  return `${SET_32[Math.floor(rest / 32)] ?? ''}${SET_32[rest % 32] ?? ''}`
}

/** Characters that a set does not hold, each once, in quotes. */
export const charactersOutside = (text: string, allowed: RegExp): string => [...new Set([...text].filter((character) => !allowed.test(character)))].map((character) => `'${character}'`).join(' ')

/** Character sets by the letter that formats use: GS1's numeric, set 82, set 39, set 64 (base64url), and HIBC's. */
export const CHARACTER_SETS = {
  N: { name: 'the set of digits', allowed: /^\d$/ },
  X: { name: 'GS1\'s character set 82', allowed: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]$/ },
  Y: { name: 'GS1\'s character set 39', allowed: /^[#\-/0-9A-Z]$/ },
  Z: { name: 'base64url', allowed: /^[-_0-9A-Za-z=]$/ },
  H: { name: 'the set of digits and capital letters', allowed: /^[0-9A-Z]$/ },
  L: { name: 'HIBC\'s set for lots and serial numbers', allowed: /^[0-9A-Z.\-]$/ },
} as const

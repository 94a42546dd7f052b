/** Comparisons by scalar. Every comparison that is given must hold; one with something absent is false, `ne` and `not` of it true. */
const ORDERED = ['gt', 'gte', 'lt', 'lte']
const TEXTUAL = ['contains', 'startsWith', 'endsWith']
const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  ID: ['startsWith'], String: [...ORDERED, ...TEXTUAL], Int: ORDERED, Float: ORDERED, Boolean: [], DateTime: ORDERED, Date: ORDERED, Decimal: ORDERED,
}

/** What the digits of an answer would not lead to expect. */
const COMPARED_AS: Readonly<Record<string, string>> = { Decimal: ' Compared as the nearest double: what differs beyond the 15th significant digit may be equal.' }

export const filterName = (type: string): string => `${type}Filter`

const filterSdl = (type: string, further: readonly string[]): string => [
  `"Comparisons with a ${type}; each that is given must hold. Something absent compares false with everything.${COMPARED_AS[type] ?? ''}"`,
  `input ${filterName(type)} {`,
  `  eq: ${type}`,
  '  "The opposite of eq: true of what is absent."',
  `  ne: ${type}`,
  `  in: [${type}!]`,
  ...further.map((name) => `  ${name}: ${type}`),
  '  "Whether there is no value."',
  '  isNull: Boolean',
  '}',
].join('\n')

/** Filters for every scalar and every enum named. */
export const filterTypesSdl = (enums: Iterable<string>): string =>
  [...Object.entries(COMPARISONS).map(([type, further]) => filterSdl(type, further)), ...[...enums].map((name) => filterSdl(name, []))].join('\n\n')

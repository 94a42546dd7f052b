/** A word of GS1's Core Business Vocabulary in each form that EPCIS 1 and 2 write it: bare, as a URN, as a web URI, or shortened by a prefix. */
const FORMS = [/^urn:epcglobal:cbv:[a-z]+:(\w+)$/i, /^https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/[A-Za-z]+-(\w+)$/i, /^cbv:[A-Za-z]+-(\w+)$/]

/** The bare word, as `shipping`; what is none of these forms as it is. */
export const cbvWord = (text: string): string => FORMS.map((form) => form.exec(text)?.[1]).find((word) => word !== undefined) ?? text

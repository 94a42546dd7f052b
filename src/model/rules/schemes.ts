import type { Rule } from './rule.ts'

const SCHEME = /^[A-Za-z][A-Za-z0-9_.-]*$/

/** A scheme belongs to exactly one field of one type, so that a link by it knows what it leads to. */
export const schemes: Rule = ({ sdl }, report) => {
  const declaredBy = new Map<string, string>()
  for (const field of sdl.declarations.flatMap((type) => type.fields)) {
    if (field.identifier === undefined) continue
    const { scheme, place } = field.identifier
    const other = declaredBy.get(scheme)
    if (!SCHEME.test(scheme)) report('BAD_NAME', place, { what: 'scheme', name: scheme, wanted: 'letters, digits, ".", "-" and "_"' })
    if (other !== undefined) report('SCHEME_TWICE', place, { scheme, field: field.path, other })
    else declaredBy.set(scheme, field.path)
  }
}

import { nearest } from '../problems/nearest.ts'

/** A name that is none of those known, as problems tell of it. */
export const unknownName = (name: string, names: Iterable<string>): { readonly name: string; readonly nearest: readonly string[]; readonly known: readonly string[] } => {
  const known = [...names]
  return { name, nearest: nearest(name, known), known }
}

/** The same function, its answer for an object worked out once and kept for as long as the object is. */
export const once = <K extends object, V>(work: (of: K) => V): ((of: K) => V) => {
  const known = new WeakMap<K, { readonly value: V }>()
  return (of) => {
    let kept = known.get(of)
    if (kept === undefined) known.set(of, kept = { value: work(of) })
    return kept.value
  }
}

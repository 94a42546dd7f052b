import type { Driver } from 'neo4j-driver'
import { compileSize } from '../compile/compile-page.ts'
import { GraphReader } from './graph-reader.ts'

/** How old a size may be: it bounds work, it is no answer. */
const KEPT_MS = 60_000

/** How many entities of a type there are, from the store's own counts and not by reading them; asked again after a minute. */
export type TypeSizes = (type: string) => Promise<number>

export const makeTypeSizes = (driver: Driver): TypeSizes => {
  const known = new Map<string, { readonly until: number; readonly size: Promise<number> }>()
  return (type) => {
    const found = known.get(type)
    if (found !== undefined && found.until > performance.now()) return found.size
    const size = new GraphReader(driver).run(compileSize(type)).then((rows) => Number(rows[0]?.get('total') ?? 0))
    known.set(type, { until: performance.now() + KEPT_MS, size })
    size.catch(() => known.delete(type))
    return size
  }
}

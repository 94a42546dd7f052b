import type { Ref } from '../vocabulary/ref.ts'
import type { NodeChange, NodeImage, Property } from './graph-change.ts'

const same = (a: Property | undefined, b: Property | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => value === b[i]))

/** Nodes as they shall be → what is to be written of them, knowing what was last written where that is still known. An order has a hundred properties and a claim changes a handful. */
export const shortenNodes = (nodes: readonly NodeImage[], shown: (ref: Ref) => NodeImage['properties'] | undefined): readonly NodeChange[] =>
  nodes.flatMap(({ ref, properties }): readonly NodeChange[] => {
    const before = shown(ref)
    if (before === undefined) return [{ ref, whole: true, properties }]
    const changed: Record<string, Property | null> = {}
    for (const name in properties) if (!same(before[name], properties[name])) changed[name] = properties[name] as Property
    for (const name in before) if (!(name in properties)) changed[name] = null
    return Object.keys(changed).length === 0 ? [] : [{ ref, whole: false, properties: changed }]
  })

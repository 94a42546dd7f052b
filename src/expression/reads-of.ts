import type { Typed } from './typed-tree.ts'

export type Path = readonly string[]

export const childrenOf = (tree: Typed): readonly Typed[] => {
  switch (tree.op) {
    case 'literal': case 'name': case 'local': return []
    case 'member': case 'has': case 'not': case 'adapt': return [tree.of]
    case 'index': return [tree.of, tree.at]
    case 'and': case 'or': return [tree.left, tree.right]
    case 'conditional': return [tree.when, tree.then, tree.otherwise]
    case 'call': return tree.args
    case 'list': return tree.items
    case 'comprehension': return [tree.over, tree.condition, tree.transform].filter((part) => part !== undefined)
  }
}

/** Where a value comes from: `record.slip` is ['record', 'slip']; an element of a list has the list's path. */
const pathOf = (tree: Typed, elements: readonly (Path | undefined)[]): Path | undefined => {
  switch (tree.op) {
    case 'name': return [tree.name]
    case 'local': return elements[tree.slot]
    case 'member': { const base = pathOf(tree.of, elements); return base && [...base, tree.member] }
    case 'index': case 'adapt': return pathOf(tree.of, elements)
    case 'comprehension': return tree.macro === 'filter' ? pathOf(tree.over, elements) : undefined
    default: return undefined
  }
}

type Visit = (tree: Typed, path: Path | undefined, elements: readonly (Path | undefined)[]) => void
/** Calls `visit` for every node with the path it reads, if it reads one; parts of a longer path are not visited on their own. */
const walk = (tree: Typed, elements: readonly (Path | undefined)[], visit: Visit): void => {
  const path = pathOf(tree, elements)
  visit(tree, path, elements)
  if (tree.op === 'comprehension') {
    walk(tree.over, elements, visit)
    const inner = [...elements.slice(0, tree.slot), pathOf(tree.over, elements)]
    for (const part of [tree.condition, tree.transform]) if (part !== undefined) walk(part, inner, visit)
    return
  }
  if (path === undefined) for (const child of childrenOf(tree)) walk(child, elements, visit)
  else walkInside(tree, elements, visit)
}

/** The indexes and conditions along a path: `record.items.filter(i, i.kind == record.kind)[record.n].name`. */
const walkInside = (tree: Typed, elements: readonly (Path | undefined)[], visit: Visit): void => {
  let part = tree
  while ('of' in part) {
    if (part.op === 'index') walk(part.at, elements, visit)
    part = part.of
  }
  if (part.op === 'comprehension') walk(part, elements, visit)
}

/** Every member path, each once, in the order of the text. */
export const readsOf = (tree: Typed): readonly Path[] => {
  const paths = new Map<string, Path>()
  walk(tree, [], (_, path) => { if (path !== undefined) paths.set(path.join('\u0000'), path) })
  return [...paths.values()]
}

/** Texts that a path is compared with by `==`, `!=` or `in`, with their places: a model checks that `state.local == 'BAKED'` names a state. */
export interface ComparedText { readonly path: Path; readonly text: string; readonly start: number; readonly end: number }
export const comparedTextsOf = (tree: Typed): readonly ComparedText[] => {
  const found: ComparedText[] = []
  walk(tree, [], (node, _, elements) => {
    if (node.op !== 'call' || !['==', '!=', 'in'].includes(node.overload.name)) return
    for (const [side, other] of [node.args, node.args.toReversed()]) {
      const path = side && pathOf(side, elements)
      if (path === undefined || other === undefined) continue
      for (const item of other.op === 'list' ? other.items : [other]) {
        if (item.op === 'literal' && typeof item.value === 'string') found.push({ path, text: item.value, start: item.start, end: item.end })
      }
    }
  })
  return found
}

/** Texts written out where the expression's answer stands: the branches of conditions. */
export const resultTextsOf = (tree: Typed): readonly { readonly text: string; readonly start: number }[] => {
  if (tree.op === 'conditional') return [...resultTextsOf(tree.then), ...resultTextsOf(tree.otherwise)]
  return tree.op === 'literal' && typeof tree.value === 'string' ? [{ text: tree.value, start: tree.start }] : []
}

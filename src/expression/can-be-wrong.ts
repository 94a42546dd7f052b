import type { Typed } from './typed-tree.ts'

/** Whether a node can be malformed at all. */
export const canBeWrong = (tree: Typed): boolean => {
  switch (tree.op) {
    case 'literal': case 'name': case 'local': return false
    case 'member': return tree.of.type === 'dyn' || canBeWrong(tree.of)
    case 'has': case 'not': return canBeWrong(tree.of)
    case 'index': return canBeWrong(tree.of) || canBeWrong(tree.at)
    case 'and': case 'or': return canBeWrong(tree.left) || canBeWrong(tree.right)
    case 'conditional': return [tree.when, tree.then, tree.otherwise].some(canBeWrong)
    case 'call': return true
    case 'adapt': return tree.of.type !== 'int' || canBeWrong(tree.of)
    case 'list': return tree.items.some(canBeWrong)
    case 'comprehension': return [tree.over, tree.condition, tree.transform].some((part) => part !== undefined && canBeWrong(part))
  }
}

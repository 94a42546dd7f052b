import { getLocation, type ASTNode } from 'graphql'
import type { Place } from './model-problem.ts'

/** Where a node stands: at its name when it has one, so that a description above it does not count. */
export const placeOf = (node: ASTNode): Place => {
  const named = 'name' in node && node.name && node.kind !== 'Directive' && node.kind !== 'Argument' ? node.name : node
  const loc = named.loc ?? node.loc
  if (!loc) return { file: '.', line: 1, column: 1 }
  const { line, column } = getLocation(loc.source, loc.start)
  return { file: loc.source.name, line, column }
}

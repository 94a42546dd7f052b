import { GraphQLError, Kind, type ASTVisitor, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode, type ValidationContext } from 'graphql'
import { problem } from '../problems/problem.ts'

/** Bounds of one operation; they are the same for everybody and stand in docs. Introspection by common tools goes 13 deep. */
export const MOST_TOKENS = 15_000
const MOST_DEPTH = 20
const MOST_FIELDS = 2_000
const MOST_ROOT_FIELDS = 50

interface Size {
  readonly depth: number
  readonly fields: number
}

/** A validation rule that measures each operation with its fragments spread out: a fragment costs as often as it is used. */
export const limitOperation = (context: ValidationContext): ASTVisitor => {
  const fragments = new Map<string, Size | 'open'>()
  return {
    OperationDefinition(operation) {
      const roots = rootsOf(context.getDocument(), operation.selectionSet, new Set())
      const { depth, fields } = sizeOf(context.getDocument(), operation.selectionSet, fragments)
      const over = roots > MOST_ROOT_FIELDS ? { what: 'questions at its root', value: roots, most: MOST_ROOT_FIELDS }
        : depth > MOST_DEPTH ? { what: 'levels of fields', value: depth, most: MOST_DEPTH }
          : fields > MOST_FIELDS ? { what: 'fields', value: fields, most: MOST_FIELDS } : undefined
      if (over === undefined) return
      const refusal = problem('QUESTION_TOO_DEEP', over)
      context.reportError(new GraphQLError(refusal.message, { nodes: operation, originalError: refusal, extensions: { ...over, code: refusal.code, kind: refusal.kind } }))
    },
  }
}

/** Fields at the root, those of fragments among them; a circle of fragments is another rule's to refuse. */
const rootsOf = (document: DocumentNode, { selections }: SelectionSetNode, above: ReadonlySet<string>): number => {
  let roots = 0
  for (const selection of selections) {
    if (roots > MOST_ROOT_FIELDS) break
    if (selection.kind === Kind.FIELD) roots += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT) roots += rootsOf(document, selection.selectionSet, above)
    else if (!above.has(selection.name.value)) {
      const fragment = fragmentNamed(document, selection.name.value)
      if (fragment !== undefined) roots += rootsOf(document, fragment.selectionSet, new Set([...above, selection.name.value]))
    }
  }
  return roots
}

const fragmentNamed = (document: DocumentNode, name: string): FragmentDefinitionNode | undefined =>
  document.definitions.find((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name)

const sizeOf = (document: DocumentNode, selections: SelectionSetNode, fragments: Map<string, Size | 'open'>): Size => {
  let depth = 0
  let fields = 0
  for (const selection of selections.selections) {
    const size = selection.kind === Kind.FIELD
      ? deeper(selection.selectionSet === undefined ? EMPTY : sizeOf(document, selection.selectionSet, fragments))
      : selection.kind === Kind.INLINE_FRAGMENT ? sizeOf(document, selection.selectionSet, fragments)
        : sizeOfFragment(document, selection.name.value, fragments)
    depth = Math.max(depth, size.depth)
    fields = Math.min(Number.MAX_SAFE_INTEGER, fields + size.fields)
  }
  return { depth, fields }
}

const EMPTY: Size = { depth: 0, fields: 0 }
const deeper = ({ depth, fields }: Size): Size => ({ depth: depth + 1, fields: fields + 1 })

/** A circle of fragments is another rule's to refuse. */
const sizeOfFragment = (document: DocumentNode, name: string, fragments: Map<string, Size | 'open'>): Size => {
  const known = fragments.get(name)
  if (known === 'open') return EMPTY
  if (known !== undefined) return known
  const fragment = fragmentNamed(document, name)
  fragments.set(name, 'open')
  const size = fragment === undefined ? EMPTY : sizeOf(document, fragment.selectionSet, fragments)
  fragments.set(name, size)
  return size
}

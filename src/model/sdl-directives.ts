import { buildASTSchema, getNamedType, GraphQLEnumType, isRequiredArgument, Kind, print, valueFromAST, type DirectiveNode, type DocumentNode, type GraphQLArgument, type GraphQLDirective } from 'graphql'
import { nearest } from '../problems/nearest.ts'
import type { Report } from './model-problem.ts'
import { placeOf } from './sdl-place.ts'

export type DirectiveSet = ReadonlyMap<string, GraphQLDirective>

/** The directives authors may write, by name, with argument types to hold their values against. */
export const directivesOf = (core: DocumentNode): DirectiveSet => {
  const kinds: readonly string[] = [Kind.DIRECTIVE_DEFINITION, Kind.ENUM_TYPE_DEFINITION, Kind.SCALAR_TYPE_DEFINITION]
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions: core.definitions.filter((node) => kinds.includes(node.kind)) }, { assumeValidSDL: true })
  return new Map(schema.getDirectives().map((directive) => [directive.name, directive]))
}

const reportWrong = (directive: string, argument: GraphQLArgument, node: DirectiveNode, report: Report): void => {
  const given = node.arguments?.find((candidate) => candidate.name.value === argument.name)
  if (!given) return
  const type = getNamedType(argument.type)
  const known = type instanceof GraphQLEnumType ? type.getValues().map((value) => value.name) : []
  const found = print(given.value)
  report('WRONG_ARGUMENT', placeOf(given.value), { directive, name: argument.name, found, type: type.name, known, nearest: nearest(found.replaceAll('"', ''), known) })
}

/** Values of a directive's arguments, defaults filled in; undefined when any is unknown, missing or wrong, which validateSDL does not check. */
export const readDirective = (node: DirectiveNode, directives: DirectiveSet, report: Report): Readonly<Record<string, unknown>> | undefined => {
  const definition = directives.get(node.name.value)
  if (!definition) return undefined
  const name = definition.name
  let sound = true
  const values: Record<string, unknown> = {}
  const known = definition.args.map((argument) => argument.name)
  for (const given of node.arguments ?? []) {
    if (known.includes(given.name.value)) continue
    report('UNKNOWN_ARGUMENT', placeOf(given), { directive: name, name: given.name.value, nearest: nearest(given.name.value, known) })
  }
  for (const argument of definition.args) {
    const given = node.arguments?.find((candidate) => candidate.name.value === argument.name)
    if (given) {
      const value: unknown = valueFromAST(given.value, argument.type)
      if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
        reportWrong(name, argument, node, report)
        sound = false
      }
      values[argument.name] = value
    } else if (isRequiredArgument(argument)) {
      report('MISSING_ARGUMENT', placeOf(node), { directive: name, name: argument.name, type: String(argument.type) })
      sound = false
    } else {
      values[argument.name] = argument.defaultValue
    }
  }
  return sound ? values : undefined
}


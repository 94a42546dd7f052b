import { concatAST, Kind, type ASTNode, type DocumentNode, type GraphQLError } from 'graphql'
import { KnownDirectivesRule } from 'graphql/validation/rules/KnownDirectivesRule.js'
import { KnownTypeNamesRule } from 'graphql/validation/rules/KnownTypeNamesRule.js'
import { PossibleTypeExtensionsRule } from 'graphql/validation/rules/PossibleTypeExtensionsRule.js'
import { UniqueArgumentNamesRule } from 'graphql/validation/rules/UniqueArgumentNamesRule.js'
import { UniqueDirectivesPerLocationRule } from 'graphql/validation/rules/UniqueDirectivesPerLocationRule.js'
import { UniqueEnumValueNamesRule } from 'graphql/validation/rules/UniqueEnumValueNamesRule.js'
import { UniqueFieldDefinitionNamesRule } from 'graphql/validation/rules/UniqueFieldDefinitionNamesRule.js'
import { UniqueTypeNamesRule } from 'graphql/validation/rules/UniqueTypeNamesRule.js'
import { validateSDL } from 'graphql/validation/validate.js'
import { nearest } from '../problems/nearest.ts'
import type { Report } from './model-problem.ts'
import type { DirectiveSet } from './sdl-directives.ts'
import { placeOf } from './sdl-place.ts'
import { SCALARS } from './type-draft.ts'
import { unknownName } from './unknown-name.ts'

const KINDS: ReadonlySet<string> = new Set([Kind.OBJECT_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION, Kind.ENUM_TYPE_EXTENSION])

/** `InputObjectTypeDefinition` → `input object type definition`. */
const showKind = (kind: string): string => kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

export interface FolderSdl {
  readonly entities: DocumentNode
  /** Names of which something does not parse. */
  readonly broken: ReadonlySet<string>
}

const nameOf = (node: ASTNode): string => ('name' in node && node.name ? node.name.value : '')

/** graphql-js's own rules over what the folder wrote, in our words where it is a matter of names. */
export const validateFolderSdl = ({ entities, broken }: FolderSdl, core: DocumentNode, directives: DirectiveSet, report: Report): void => {
  const files = new Set(entities.definitions.map((node) => node.loc?.source.name))
  const ours = (error: GraphQLError): ASTNode | undefined => error.nodes?.findLast((node) => files.has(node.loc?.source.name))
  const typeNames = [...SCALARS, ...entities.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION).map((node) => nameOf(node))]

  for (const node of entities.definitions) if (!KINDS.has(node.kind)) report('SDL_KIND', placeOf(node), { kind: showKind(node.kind) })

  const whole = concatAST([core, entities])
  for (const error of validateSDL(whole, null, [KnownTypeNamesRule])) {
    const node = ours(error)
    if (node && !broken.has(nameOf(node))) report('UNKNOWN_TYPE', placeOf(node), unknownName(nameOf(node), typeNames))
  }
  for (const error of validateSDL(whole, null, [KnownDirectivesRule])) {
    const node = ours(error)
    if (!node) continue
    if (directives.has(nameOf(node))) report('SDL_INVALID', placeOf(node), { why: error.message })
    else report('UNKNOWN_DIRECTIVE', placeOf(node), { name: nameOf(node), nearest: nearest(nameOf(node), directives.keys()) })
  }
  // Whether a directive may be repeated stands in its definition, hence over the whole document; a type declared twice repeats its directives, which is said once.
  const twice = validateSDL(entities, null, [UniqueTypeNamesRule])
  const namesTwice = twice.flatMap((error) => (error.nodes ?? []).map((node) => node.kind === Kind.NAME ? node.value : nameOf(node)))
  const headsTwice = new Set(entities.definitions.flatMap((node) => (namesTwice.includes(nameOf(node)) && 'directives' in node ? node.directives as readonly ASTNode[] ?? [] : [])))
  const repeated = validateSDL(whole, null, [UniqueDirectivesPerLocationRule]).filter((error) => error.nodes?.some((node) => headsTwice.has(node)) !== true)
  const extended = validateSDL(entities, null, [PossibleTypeExtensionsRule]).filter((error) => error.nodes?.some((node) => broken.has(nameOf(node))) !== true)
  for (const error of [...twice, ...repeated, ...extended, ...validateSDL(entities, null, [UniqueArgumentNamesRule, UniqueEnumValueNamesRule, UniqueFieldDefinitionNamesRule])]) {
    const node = ours(error)
    if (node) report('SDL_INVALID', placeOf(node), { why: error.message })
  }
}

import { GraphQLError, Kind, parse, Source, type DefinitionNode, type DocumentNode } from 'graphql'
import type { Report } from './model-problem.ts'
import type { ModelFile } from './read-folder.ts'

/** What parses of some SDL files. */
export interface ParsedSdl {
  readonly document: DocumentNode
  /** Names of what is declared or extended in a definition that does not parse: its members are not known. */
  readonly broken: ReadonlySet<string>
  /** Some definition does not parse and gives no name either: what is called unknown may be declared there. */
  readonly nameless: boolean
}

interface Definition { readonly from: number; readonly to: number; readonly masked: string }

const HIDDEN = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*/g
const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ')

/** Texts and comments blanked, so that what looks like SDL is SDL; a description keeps its first character. */
const mask = (text: string): string => text.replace(HIDDEN, (hidden) => (hidden.startsWith('"') ? `"${blank(hidden.slice(1))}` : blank(hidden)))

/** A definition begins where a line begins with a word; a description belongs to what follows it. */
const divide = (text: string): readonly Definition[] => {
  const masked = mask(text)
  const starts = [...masked.matchAll(/^(?:"\s*)?[A-Za-z]|^"/gm)].map((match) => match.index)
    .filter((at, i, all) => i === 0 || !/^"\s*$/.test(masked.slice(all[i - 1], at)))
  return starts.map((from, i) => ({ from, to: starts[i + 1] ?? text.length, masked: masked.slice(from, starts[i + 1]) }))
}

const balanced = ({ masked }: Definition): boolean =>
  ['{}', '()', '[]'].every(([open, close]) => masked.split(open ?? '').length === masked.split(close ?? '').length)

const nameOf = ({ masked }: Definition): string | undefined => /^(?:"\s*)*(?:extend\s+)?[A-Za-z]+\s+([A-Za-z_]\w*)/.exec(masked)?.[1]

/** What is at fault for an error at an offset: a definition before it whose brackets do not close, else the one it stands in. */
const culprit = (definitions: readonly Definition[], offset: number): Definition | undefined => {
  const before = definitions.filter(({ from }) => from <= offset)
  return before.find((definition) => !balanced(definition)) ?? before.at(-1)
}

/** A file of comments alone declares nothing, which GraphQL's grammar does not allow and we do. */
const isEmpty = (text: string): boolean => /^[\s,\uFEFF]*$/.test(mask(text))

/** Parses a file; a definition that does not parse is said and blanked, and all others are parsed where they stand. */
const parseFile = (file: ModelFile, broken: Map<string, string>, report: Report): { readonly definitions: readonly DefinitionNode[]; readonly nameless: boolean } => {
  let text = file.text
  let nameless = false
  while (!isEmpty(text)) {
    try {
      return { definitions: parse(new Source(text, file.path)).definitions, nameless }
    } catch (cause) {
      if (!(cause instanceof GraphQLError)) throw cause
      const at = cause.locations?.[0] ?? { line: 1, column: 1 }
      report('SDL_SYNTAX', { file: file.path, line: at.line, column: at.column }, { why: cause.message })
      const guilty = culprit(divide(text), cause.positions?.[0] ?? 0)
      if (guilty === undefined) return { definitions: [], nameless: true }
      text = text.slice(0, guilty.from) + blank(text.slice(guilty.from, guilty.to)) + text.slice(guilty.to)
      const name = nameOf(guilty)
      if (name === undefined) nameless = true
      else broken.set(name, file.path)
    }
  }
  return { definitions: [], nameless }
}

/** Parses each file by itself, so that one that is broken hides no other's problems. A type without members stands for what does not parse. */
export const parseSdlFiles = (files: readonly ModelFile[], report: Report): ParsedSdl => {
  const broken = new Map<string, string>()
  const parsed = files.map((file) => parseFile(file, broken, report))
  const definitions = parsed.flatMap((file) => file.definitions)
  const declared = new Set(definitions.flatMap((node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION ? [node.name.value] : [])))
  const stands = [...broken].filter(([name]) => !declared.has(name)).flatMap(([name, path]) => parse(new Source(`type ${name} implements Entity`, path)).definitions)
  return { document: { kind: Kind.DOCUMENT, definitions: [...definitions, ...stands] }, broken: new Set(broken.keys()), nameless: parsed.some((file) => file.nameless) }
}

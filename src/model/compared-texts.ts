import { comparedTexts } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/expression.ts'
import { nearest } from '../problems/nearest.ts'
import type { Report } from './model-problem.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

/** Texts that a path may be compared with, and what such a text is called. */
export interface KnownTexts {
  readonly known: readonly string[]
  readonly what: string
}

/** An expression that compares with a word nobody ever says is always false; false where there is one. `knownOf` gives the words of a path, if they are a closed list. */
export const checkComparedTexts = (compiled: Compiled, file: YamlFile, path: YamlPath, report: Report, knownOf: (read: readonly string[]) => KnownTexts | undefined): boolean => {
  let known = true
  for (const { path: read, text, start } of comparedTexts(compiled)) {
    const words = knownOf(read)
    if (words === undefined || words.known.includes(text)) continue
    known = false
    report('UNKNOWN_WORD', file.insideAt(path, start), { text, what: words.what, read: read.join('.'), nearest: nearest(text, words.known), known: words.known })
  }
  return known
}

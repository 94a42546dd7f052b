import { text as allOf } from 'node:stream/consumers'
import { canonicalUdi } from '../../identifiers/canonical-udi.ts'
import { compareUdi } from '../../identifiers/compare-udi.ts'
import type { UdiContext } from '../../identifiers/parsed-udi.ts'
import { parseUdi } from '../../identifiers/parse-udi.ts'
import { problem } from '../../problems/problem.ts'
import { print, printJson } from '../terminal.ts'
import { udiLines, type ReadUdi } from '../udi-lines.ts'

export interface UdiFlags {
  readonly human?: string
  readonly as?: string
  readonly json?: boolean
}

const KINDS = ['di', 'lot', 'serial'] as const
const bareOf = (as: string | undefined): Pick<UdiContext, 'bare'> => {
  if (as === undefined) return {}
  const bare = KINDS.find((kind) => kind === as)
  if (bare === undefined) throw problem('BAD_ARGUMENT', { argument: '--as', value: `'${as}'`, wanted: KINDS.join(', ') })
  return { bare }
}

/** `-` stands for the lines of standard input. A blank at a line's end may be an HIBC check character. */
const textsOf = async (given: readonly string[]): Promise<readonly string[]> => {
  const lines = given.includes('-') ? (await allOf(process.stdin)).split(/\r?\n/).filter((line) => line.trim() !== '') : []
  return given.flatMap((one) => (one === '-' ? lines : [one]))
}

/** Reads texts of labels. Exit code: 0 when all are sound, 1 when something is flagged. */
export const parseUdis = async (given: readonly string[], flags: UdiFlags): Promise<number> => {
  const context: UdiContext = { now: new Date(), ...bareOf(flags.as) }
  const texts = await textsOf(given)
  if (flags.human !== undefined && texts.length !== 1) throw problem('BAD_ARGUMENT', { argument: '--human', value: `'${flags.human}'`, wanted: `one text to compare it with, not ${texts.length}` })
  const read = texts.map((text): ReadUdi => {
    const udi = parseUdi(text, context)
    return { ...udi, canonical: canonicalUdi(udi), ...(flags.human === undefined ? {} : { compared: compareUdi(udi, parseUdi(flags.human, context)) }) }
  })
  if (flags.json === true) printJson(read)
  else for (const one of read) print(udiLines(one).join('\n'))
  return read.some((one) => one.flags.length > 0 || (one.compared ?? []).length > 0) ? 1 : 0
}

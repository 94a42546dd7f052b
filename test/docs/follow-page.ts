import { expect } from 'vitest'
import type { Step } from './read-page.ts'
import type { Terminal } from './run-commands.ts'
import { differences, missingLines } from './shown.ts'

export interface Place {
  readonly terminal: Terminal
  readonly port: number
}

/** A script may say with what it ends; without a word it must succeed. */
const codeOf = (script: string): number => Number(/# exits with (\d+)/.exec(script)?.[1] ?? 0)

const ask = async (port: number, query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })).json()

/** Does what a step of a page says and holds what comes of it to what the page shows. Pages speak of the port that people have. */
export const follow = async (step: Step | undefined, { terminal, port }: Place): Promise<void> => {
  if (step === undefined) throw new Error('the page has no such step')
  const here = (text: string): string => text.replaceAll('127.0.0.1:4000', `127.0.0.1:${port}`)
  if (step.kind === 'file') await terminal.write(step.path, step.text)
  else if (step.kind === 'question') {
    const answer = await ask(port, step.query, step.variables)
    expect(differences(step.shown, answer), JSON.stringify(answer, undefined, 1)).toEqual([])
  } else {
    const { text, code } = await terminal.run(here(step.script))
    expect({ missing: missingLines(here(step.shown ?? '…'), text), code }, text).toEqual({ missing: [], code: codeOf(step.script) })
  }
}

import { expect } from 'vitest'
import type { Answer } from '../gateway/open-door.ts'
import type { WorldDoor } from '../worlds/open-world-door.ts'

/** An answer that somebody keeps with its receipt. */
export interface Kept {
  readonly title: string
  readonly query: string
  readonly answer: Answer
}

const codesOf = ({ errors }: Answer): readonly unknown[] => errors.map(({ extensions, path }) => [extensions['code'], path])

/** Asks with the receipt of an earlier answer, as any client does. */
export const askWith = (door: Pick<WorldDoor, 'askWith'>, receipt: unknown, query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
  door.askWith({ 'x-osl-receipt': Buffer.from(JSON.stringify(receipt)).toString('base64url') }, query, variables)

/** Asks every question once and keeps the answers. Each can be repeated: the journal is at rest. */
export const keepAll = async (door: WorldDoor, questions: readonly { readonly title: string; readonly query: string }[]): Promise<readonly Kept[]> => {
  const kept: Kept[] = []
  for (const { title, query } of questions) {
    const answer = await door.ask(query)
    expect(answer.receipt['place'], title).toBeTypeOf('number')
    kept.push({ title, query, answer })
  }
  return kept
}

/** Titles of the questions that are answered otherwise now. */
export const changedSince = async (door: WorldDoor, kept: readonly Kept[]): Promise<readonly string[]> => {
  const changed: string[] = []
  for (const { title, query, answer } of kept) if (JSON.stringify((await door.ask(query)).data) !== JSON.stringify(answer.data)) changed.push(title)
  return changed
}

/** With its receipt the answer is the same, byte for byte, and so is the receipt but for what was sent to the graph. */
export const expectRepeated = async (door: WorldDoor, { title, query, answer }: Kept): Promise<void> => {
  const again = await askWith(door, answer.receipt, query)
  expect(again.errors.filter((_, place) => answer.errors[place] === undefined), title).toEqual([])
  expect(again.data, title).toEqual(answer.data)
  expect(JSON.stringify(again.data), title).toBe(JSON.stringify(answer.data))
  expect(codesOf(again), title).toEqual(codesOf(answer))
  expect({ ...again.receipt, statements: 0 }, title).toEqual({ ...answer.receipt, statements: 0 })
}

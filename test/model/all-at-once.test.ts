import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HIDDEN } from './hidden-mistakes.ts'
import { SDL_MISTAKES } from './sdl-mistakes.ts'
import { BrokenFolder, inDifferentPlaces, type Broken } from './several-mistakes.ts'
import { YAML_MISTAKES } from './yaml-mistakes.ts'

const MISTAKES = [...SDL_MISTAKES, ...Object.values(YAML_MISTAKES).flat()]

const pairOf = (a: string, b: string): string => [a, b].toSorted().join(' | ')
const EXCEPTIONS = new Set(HIDDEN.flatMap(({ mistake, hides }) => hides.map((hidden) => pairOf(mistake, hidden))))

const pairsIn = (broken: readonly Broken[]): readonly (readonly [Broken, Broken])[] => broken.flatMap((a, i) => broken.slice(0, i).map((b) => [b, a] as const))

/** Groups of mistakes such that every pair stands in one: what one mistake hides, it hides in company too. */
const groupsOf = (broken: readonly Broken[], canMeet: (a: Broken, b: Broken) => boolean): readonly (readonly Broken[])[] => {
  const met = new Set<string>()
  const groups: (readonly Broken[])[] = []
  for (const pair of pairsIn(broken)) {
    if (!canMeet(...pair) || met.has(pairOf(pair[0].title, pair[1].title))) continue
    const group: Broken[] = [...pair]
    for (const one of broken) {
      if (!group.includes(one) && group.every((other) => canMeet(one, other)) && group.some((other) => !met.has(pairOf(one.title, other.title)))) group.push(one)
    }
    for (const [a, b] of pairsIn(group)) met.add(pairOf(a.title, b.title))
    groups.push(group)
  }
  return groups
}

describe('mistakes in one folder', () => {
  let folder: BrokenFolder
  const broken: Broken[] = []
  beforeAll(async () => {
    folder = await BrokenFolder.open()
    for (const [title, edits] of MISTAKES) broken.push(await folder.break(title, edits))
  }, 60_000)
  afterAll(() => folder.close())

  it('have a name each', () => {
    expect(new Set(broken.map(({ title }) => title)).size).toBe(MISTAKES.length)
  })

  it('are all said, each where it stands and nothing else, whichever two or more of them meet', async () => {
    const groups = groupsOf(broken, (a, b) => inDifferentPlaces(a, b) && !EXCEPTIONS.has(pairOf(a.title, b.title)))
    const wrong: string[] = []
    for (const group of groups) {
      const found = await folder.together(group)
      if (found.length === 0) continue
      for (const pair of pairsIn(group)) wrong.push(...(await folder.together(pair)).map((line) => `${pairOf(pair[0].title, pair[1].title)}: ${line}`))
      if (wrong.length === 0) wrong.push(`${group.map(({ title }) => title).join(' | ')}: ${found.join(', ')}`)
      break
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('hide each other in no other pairs than are listed with the reason', async () => {
    const needless: string[] = []
    for (const [a, b] of pairsIn(broken)) {
      if (EXCEPTIONS.has(pairOf(a.title, b.title)) && (await folder.together([a, b])).length === 0) needless.push(pairOf(a.title, b.title))
    }
    expect(needless).toEqual([])
    expect([...EXCEPTIONS].filter((pair) => !pairsIn(broken).some(([a, b]) => pairOf(a.title, b.title) === pair))).toEqual([])
  }, 60_000)
})

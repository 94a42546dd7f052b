import { nearest } from '../../problems/nearest.ts'
import { foldSpelling } from '../build-states.ts'
import type { Report } from '../model-problem.ts'
import type { Draft, Shaped } from '../read-shape.ts'
import type { StateData, StatesData } from '../shapes.ts'
import type { YamlFile, YamlPath } from '../yaml-file.ts'
import type { Rule } from './rule.ts'

interface Graph {
  readonly file: YamlFile
  readonly type: string
  readonly at: (i: number, ...rest: YamlPath) => YamlPath
  readonly states: readonly (Draft<StateData> | undefined)[]
  readonly names: readonly string[]
  /** Every name is known. */
  readonly complete: boolean
  /** Every name and where each leads is known. */
  readonly connected: boolean
}

/** Names and spellings say one thing each; case and outer blanks do not count. */
const judgeSpellings = ({ file, type, at, states }: Graph, report: Report): void => {
  const owners = new Map<string, string>()
  const claim = (spelling: string, name: string, path: YamlPath): void => {
    const other = owners.get(foldSpelling(spelling))
    if (other === undefined) owners.set(foldSpelling(spelling), name)
    else if (other !== name) report('SPELLING_TWICE', file.at(path), { spelling, type, name, other })
  }
  const seen = new Set<string>()
  states.forEach((entry, i) => {
    if (entry?.name === undefined) return
    if (seen.has(entry.name)) report('STATE_TWICE', file.at(at(i, 'name')), { name: entry.name, type })
    seen.add(entry.name)
    claim(entry.name, entry.name, at(i, 'name'))
  })
  states.forEach((entry, i) => entry?.also?.forEach((spelling, j) => {
    if (entry.name !== undefined && spelling !== undefined) claim(spelling, entry.name, at(i, 'also', j))
  }))
}

const judgeNext = ({ file, type, at, states, names, complete }: Graph, report: Report): void => {
  states.forEach((entry, i) => {
    if (entry?.terminal === true && (entry.next?.length ?? 0) > 0) report('TERMINAL_NEXT', file.keyAt(at(i, 'next')), { name: entry.name ?? '', type })
    entry?.next?.forEach((name, j) => {
      if (complete && name !== undefined && !names.includes(name)) report('UNKNOWN_STATE', file.at(at(i, 'next', j)), { name, type, nearest: nearest(name, names), known: names })
    })
  })
}

/** The first declared is where an entity begins; every other must be reachable from it over `next`. */
const judgeReach = ({ file, type, at, states, names: [first], connected }: Graph, report: Report): void => {
  if (first === undefined || !connected) return
  const reached = new Set<string | undefined>([first])
  for (const name of reached) for (const step of states.find((entry) => entry?.name === name)?.next ?? []) reached.add(step)
  states.forEach((entry, i) => {
    if (entry?.name !== undefined && !reached.has(entry.name)) report('UNREACHABLE_STATE', file.at(at(i, 'name')), { name: entry.name, type, first })
  })
}

const graphOf = ({ file, data, lost }: Shaped<StatesData>, type: string): Graph => {
  const states = data.states?.[type] ?? []
  const at: Graph['at'] = (i, ...rest) => ['states', type, i, ...rest]
  const complete = states.every((entry) => entry?.name !== undefined)
  const connected = complete && states.every((entry, i) => !lost(at(i, 'next')) && entry?.next?.includes(undefined) !== true)
  return { file, type, at, states, names: states.flatMap((entry) => entry?.name ?? []), complete, connected }
}

/** The states of each type form one graph whose names are all known and all reachable. */
export const stateGraphs: Rule = ({ states }, report) => {
  for (const shaped of states) {
    for (const type of Object.keys(shaped.data.states ?? {})) {
      const graph = graphOf(shaped, type)
      judgeSpellings(graph, report)
      judgeNext(graph, report)
      judgeReach(graph, report)
    }
  }
}

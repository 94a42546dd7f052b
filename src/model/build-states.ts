import { nearest } from '../problems/nearest.ts'
import type { LocalState, StateGraph } from './model.ts'
import type { Report } from './model-problem.ts'
import type { Shaped } from './read-shape.ts'
import type { StateData, StatesData } from './shapes.ts'

/** How a spelling is compared: without regard to case and outer blanks. */
export const foldSpelling = (spelling: string): string => spelling.trim().toLowerCase()

const closure = (states: readonly LocalState[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const next = new Map(states.map(({ name, next: to }) => [name, to]))
  return new Map(states.map(({ name }) => {
    const reached = new Set([name])
    for (const here of reached) for (const step of next.get(here) ?? []) if (next.has(step)) reached.add(step)
    return [name, reached]
  }))
}

const buildState = (data: StateData): LocalState =>
  Object.freeze({
    name: data.name,
    canonical: data.canonical,
    also: Object.freeze([...(data.also ?? [])]),
    next: Object.freeze([...(data.next ?? [])]),
    terminal: data.terminal ?? false,
    ...(data.expected === undefined ? {} : { expected: data.expected }),
    ...(data.standardEvent === undefined ? {} : { standardEvent: data.standardEvent }),
    ...(data.responsible === undefined ? {} : { responsible: data.responsible }),
  })

const buildGraph = (domain: string, list: readonly (StateData | undefined)[]): StateGraph => {
  const states = list.filter((entry) => entry !== undefined).map(buildState)
  const spellings = new Map<string, string>()
  for (const { name, also } of states) for (const spelling of [name, ...also]) spellings.set(foldSpelling(spelling), name)
  return Object.freeze({ domain, states: new Map(states.map((entry) => [entry.name, entry])), spellings, reaches: closure(states) })
}

/** State graphs by entity type, of every states.yaml; a type unknown or declared twice is said here. */
export const buildStates = (files: readonly Shaped<StatesData>[], types: readonly string[] | undefined, report: Report): ReadonlyMap<string, StateGraph> => {
  const graphs = new Map<string, StateGraph>()
  const declaredIn = new Map<string, string>()
  for (const { file, data } of files) {
    for (const [type, list] of Object.entries(data.states ?? {})) {
      const earlier = declaredIn.get(type)
      const place = file.keyAt(['states', type])
      if (types !== undefined && !types.includes(type)) report('UNKNOWN_TYPE', place, { name: type, nearest: nearest(type, types) })
      else if (earlier !== undefined) report('STATES_TWICE', place, { type, other: earlier })
      else graphs.set(type, buildGraph(data.domain, list))
      declaredIn.set(type, file.path)
    }
  }
  return graphs
}

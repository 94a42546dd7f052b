import type { LocalState, StateGraph } from './entity-type.ts'
import type { Report } from './model-problem.ts'
import type { Draft, Shaped } from './read-shape.ts'
import type { StateData, StatesData } from './shapes.ts'
import type { SdlDraft } from './type-draft.ts'
import { unknownName } from './unknown-name.ts'

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

const given = <T>(list: readonly (T | undefined)[] | undefined): readonly T[] => Object.freeze((list ?? []).filter((entry) => entry !== undefined))

/** A canonical state that is not known leaves the name, which others may use. */
const buildState = (data: Draft<StateData> | undefined): readonly LocalState[] =>
  data?.name === undefined ? [] : [Object.freeze({
    name: data.name,
    canonical: data.canonical ?? '',
    also: given(data.also),
    next: given(data.next),
    terminal: data.terminal ?? false,
    ...(data.expected === undefined ? {} : { expected: data.expected }),
    ...(data.standardEvent === undefined ? {} : { standardEvent: data.standardEvent }),
    ...(data.responsible === undefined ? {} : { responsible: data.responsible }),
  })]

const buildGraph = (domain: string, list: readonly (Draft<StateData> | undefined)[]): StateGraph => {
  const states = list.flatMap(buildState)
  const spellings = new Map<string, string>()
  for (const { name, also } of states) for (const spelling of [name, ...also]) spellings.set(foldSpelling(spelling), name)
  return Object.freeze({ domain, states: new Map(states.map((entry) => [entry.name, entry])), spellings, reaches: closure(states) })
}

/** State graphs by entity type, of every states.yaml; a type unknown or declared twice is said here, and of the latter the states of both are known. */
export const buildStates = (files: readonly Shaped<StatesData>[], types: SdlDraft['types'], report: Report): ReadonlyMap<string, StateGraph> => {
  const declared = new Map<string, { readonly file: string; readonly domain: string; readonly list: readonly (Draft<StateData> | undefined)[] }>()
  for (const { file, data } of files) {
    for (const [type, list = []] of Object.entries(data.states ?? {})) {
      const earlier = declared.get(type)
      const place = file.keyAt(['states', type])
      if (!types.has(type)) report('UNKNOWN_TYPE', place, unknownName(type, types.keys()))
      else if (earlier !== undefined) report('STATES_TWICE', place, { type, other: earlier.file })
      declared.set(type, { file: file.path, domain: earlier?.domain ?? data.domain ?? '', list: [...(earlier?.list ?? []), ...list] })
    }
  }
  return new Map([...declared].map(([type, { domain, list }]) => [type, buildGraph(domain, list)]))
}

import { modelCatalogue, type ModelCatalogue } from './model-catalogue.ts'

export type ModelProblemCode = keyof ModelCatalogue
type ParametersOf<C extends ModelProblemCode> = Parameters<ModelCatalogue[C]>[0]

/** Where in the folder; `file` is relative to it, with forward slashes, line and column are 1-based. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One thing wrong with a model folder, as data. */
export interface ModelProblem extends Place {
  readonly code: ModelProblemCode
  readonly message: string
}

/** How every rule says what it found; rules never throw and never stop each other. */
export type Report = <C extends ModelProblemCode>(code: C, place: Place, parameters: ParametersOf<C>) => void

export interface ProblemList {
  readonly report: Report
  /** In reading order: by file, line, column; each said once. */
  readonly sorted: () => readonly ModelProblem[]
}

const compare = (a: ModelProblem, b: ModelProblem): number =>
  (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

export const makeProblemList = (): ProblemList => {
  const problems = new Map<string, ModelProblem>()
  const report: Report = (code, place, parameters) => {
    const text = modelCatalogue[code] as (parameters: unknown) => string
    const found: ModelProblem = { code, file: place.file, line: place.line, column: place.column, message: text(parameters).replaceAll(/\s*\n\s*/g, ' ') }
    problems.set(`${found.file}:${found.line}:${found.column}:${code}:${found.message}`, found)
  }
  return { report, sorted: () => [...problems.values()].sort(compare) }
}

import { z } from 'zod'
import { nearest } from '../problems/nearest.ts'
import type { Report } from './model-problem.ts'
import { CEL_WANTED } from './shapes.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

/** What a shape promises, of a file that may be broken: any part may have been left out. */
export type Draft<T> = T extends readonly (infer E)[] ? readonly (Draft<E> | undefined)[] : T extends object ? { readonly [K in keyof T]?: Draft<T[K]> | undefined } : T

/** A YAML file with its data. What departs from the shape was said and is left out; all else is there. */
export interface Shaped<T> {
  readonly file: YamlFile
  readonly data: Draft<T>
  /** Whether what stands at a path, or something around it, was left out: nobody knows then what it would have said. */
  readonly lost: (path: YamlPath) => boolean
}

const unwrap = (shape: unknown): unknown => {
  let here = shape
  while (here instanceof z.ZodOptional || here instanceof z.ZodPipe) here = here instanceof z.ZodOptional ? here.unwrap() : here.in
  return here
}

/** Keys that a shape knows at a path; none where it takes any. */
const keysAt = (shape: z.ZodType, path: YamlPath): readonly string[] => {
  let here = unwrap(shape)
  for (const step of path) {
    if (here instanceof z.ZodObject) here = unwrap(here.shape[String(step)])
    else if (here instanceof z.ZodArray) here = unwrap(here.element)
    else if (here instanceof z.ZodRecord) here = unwrap(here.valueType)
    else return []
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

const valueAt = (data: unknown, path: YamlPath): unknown =>
  path.reduce<unknown>((here, step) => (typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined), data)

/** A key or an element stays, also as undefined: that it is there may be all that others ask. */
const putAt = (data: unknown, path: YamlPath, value: unknown): void => {
  const parent = valueAt(data, path.slice(0, -1))
  const last = path.at(-1)
  if (typeof parent === 'object' && parent !== null && last !== undefined) Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true })
}

const showValue = (value: unknown): string => {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? `'${value}'` : String(value)
}

const showWhere = (path: YamlPath): string => {
  const names = path.filter((step) => typeof step === 'string')
  return names.length === 0 ? 'this file' : `'${names.join('.')}'`
}

const wantedValues = (issue: z.core.$ZodIssue): readonly string[] => (issue.code === 'invalid_value' ? issue.values.map(String) : [])

const reportIssue = (file: YamlFile, shape: z.ZodType, data: unknown, issue: z.core.$ZodIssue, report: Report): void => {
  const path = issue.path as YamlPath
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(shape, path)
    for (const key of issue.keys) report('UNKNOWN_KEY', file.keyAt([...path, key]), { key, where: showWhere(path), nearest: nearest(key, known), known })
    return
  }
  const value = valueAt(data, path)
  const key = String(path.findLast((step) => typeof step === 'string') ?? 'this file')
  if (value === undefined && path.length > 0) report('MISSING_KEY', file.keyAt(path), { key, where: showWhere(path.slice(0, -1)), wanted: issue.message })
  else report('WRONG_VALUE', file.at(path), { key, found: showValue(value), wanted: value === null && issue.message === CEL_WANTED ? `${CEL_WANTED}, quoted when it contains ', ', ': ' or ' #'` : issue.message, nearest: typeof value === 'string' ? nearest(value, wantedValues(issue)) : [] })
}

/** Says unknown keys, and reads each as the nearest one that is not given: that is what it was most likely meant to be. */
const readMisspelt = (file: YamlFile, shape: z.ZodType, data: unknown, issues: readonly z.core.$ZodIssue[], report: Report): readonly YamlPath[] =>
  issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return []
    const path = issue.path as YamlPath
    reportIssue(file, shape, data, issue, report)
    return issue.keys.flatMap((key) => {
      const values = valueAt(data, path) as Record<string, unknown>
      const [name] = nearest(key, keysAt(shape, path).filter((known) => !(known in values)), 1)
      const value = values[key]
      Reflect.deleteProperty(values, key)
      if (name === undefined) return []
      values[name] = value
      file.rename([...path, key], name)
      return [[...path, name]]
    })
  })

const samePath = (a: YamlPath, b: YamlPath): boolean => a.length === b.length && a.every((step, i) => step === b[i])

/** Takes out what departs from the shape and says what is lost by it; one of a few words is read as the nearest of them. */
const mend = (data: unknown, issue: z.core.$ZodIssue): readonly YamlPath[] => {
  const path = issue.path as YamlPath
  const value = valueAt(data, path)
  const [word] = typeof value === 'string' ? nearest(value, wantedValues(issue), 1) : []
  putAt(data, path, word)
  return word === undefined ? [path] : []
}

/** The same shape with nothing required of any mapping or list. */
const lenient = (shape: z.ZodType): z.ZodType => {
  if (shape instanceof z.ZodOptional) return lenient(shape.unwrap() as z.ZodType)
  if (shape instanceof z.ZodObject) return z.object(Object.fromEntries(Object.entries(shape.shape as Record<string, z.ZodType>).map(([key, value]) => [key, lenient(value).optional()])))
  if (shape instanceof z.ZodArray) return z.array(lenient(shape.element as z.ZodType).optional())
  if (shape instanceof z.ZodRecord) return z.record(z.string(), lenient(shape.valueType as z.ZodType).optional())
  return shape
}

/** Reports everything that departs from the shape, and gives all that does not; undefined when that is nothing. */
export const readShape = <S extends z.ZodType>(file: YamlFile, shape: S, report: Report): Shaped<z.output<S>> | undefined => {
  const data = structuredClone(file.data)
  const misspelt: YamlPath[] = []
  let parsed = shape.safeParse(data)
  while (parsed.error?.issues.some(({ code }) => code === 'unrecognized_keys') === true) {
    misspelt.push(...readMisspelt(file, shape, data, parsed.error.issues, report))
    parsed = shape.safeParse(data)
  }
  const issues = parsed.error?.issues ?? []
  // A misspelt key that holds something else altogether was not meant to be the nearest one.
  for (const issue of issues) if (!misspelt.some((path) => samePath(path, issue.path as YamlPath))) reportIssue(file, shape, data, issue, report)
  const lost = issues.flatMap((issue) => mend(data, issue))
  const rest = lenient(shape).safeParse(data)
  if (!rest.success || lost.some((path) => path.length === 0)) return undefined
  return { file, data: rest.data as Draft<z.output<S>>, lost: (path) => lost.some((gone) => gone.length <= path.length && gone.every((step, i) => step === path[i])) }
}

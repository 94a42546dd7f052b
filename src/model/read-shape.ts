import { z } from 'zod'
import { nearest } from '../problems/nearest.ts'
import type { Report } from './model-problem.ts'
import { CEL_WANTED } from './shapes.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

/** A YAML file with its data as a shape promises it. */
export interface Shaped<T> {
  readonly file: YamlFile
  readonly data: T
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

const removeAt = (data: unknown, path: YamlPath): void => {
  const parent = valueAt(data, path.slice(0, -1))
  const last = path.at(-1)
  if (Array.isArray(parent)) parent[Number(last)] = undefined
  else if (typeof parent === 'object' && parent !== null && last !== undefined) Reflect.deleteProperty(parent, last)
}

const setAt = (data: unknown, path: YamlPath, value: unknown): void => {
  const parent = valueAt(data, path.slice(0, -1))
  const last = path.at(-1)
  if (typeof parent === 'object' && parent !== null && last !== undefined) Reflect.set(parent, last, value)
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

/** What to take out so that the rest can still be checked: the wrong value, or what lacks a required one. False when that is the whole file. */
const prune = (data: unknown, issue: z.core.$ZodIssue): boolean => {
  const path = issue.path as YamlPath
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) removeAt(data, [...path, key])
    return true
  }
  // One of a few words: any of them stands in for the wrong one, so that what is wrong beside it is said too.
  if (issue.code === 'invalid_value' && valueAt(data, path) !== undefined) {
    setAt(data, path, issue.values[0])
    return true
  }
  const target = valueAt(data, path) === undefined ? path.slice(0, -1) : path
  if (target.length === 0) return false
  removeAt(data, target)
  return true
}

/** Reports everything that departs from the shape, and gives what is left when that is still of use to later rules. */
export const readShape = <S extends z.ZodType>(file: YamlFile, shape: S, report: Report): Shaped<z.output<S>> | undefined => {
  const data = structuredClone(file.data)
  for (let round = 0; round < 50; round += 1) {
    const parsed = shape.safeParse(data)
    if (parsed.success) return { file, data: parsed.data }
    const issues = parsed.error.issues
    if (round === 0) for (const issue of issues) reportIssue(file, shape, file.data, issue, report)
    if (issues.map((issue) => prune(data, issue)).includes(false)) return undefined
  }
  return undefined
}

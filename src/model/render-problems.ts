import type { ModelProblem } from './model-problem.ts'

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** As compilers write them, so that editors and terminals can follow each to its place. */
export const renderProblems = (problems: readonly ModelProblem[]): string => {
  const lines = problems.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)
  return [...lines, '', `${many(problems.length, 'problem')} in ${many(new Set(problems.map(({ file }) => file)).size, 'file')}.`].join('\n')
}

/** What a page of docs does, in its order: files to write, commands to run, questions to ask, each with what the page says comes of it. */
export type Step = { readonly line: number } & (
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'shell'; readonly script: string; readonly shown: string | undefined }
  | { readonly kind: 'question'; readonly query: string; readonly variables: Readonly<Record<string, unknown>>; readonly shown: unknown }
)

interface Fence {
  readonly line: number
  readonly language: string
  readonly text: string
  /** The last line of prose before it. */
  readonly before: string
}

const fencesOf = (page: string): readonly Fence[] => {
  const fences: Fence[] = []
  let open: { line: number; language: string; text: string[] } | undefined
  let before = ''
  for (const [index, line] of page.split('\n').entries()) {
    const mark = /^```(\w*)\s*$/.exec(line)
    if (open === undefined && mark !== null) open = { line: index + 1, language: mark[1] ?? '', text: [] }
    else if (open !== undefined && mark !== null) {
      fences.push({ line: open.line, language: open.language, text: open.text.join('\n'), before })
      open = undefined
      before = ''
    } else if (open !== undefined) open.text.push(line)
    else if (line.trim() !== '') before = line.trim()
  }
  return fences
}

/**
 * The conventions of the pages: a fence under **`path`** is that file; ```sh is run, a ```text right after it is what it prints; ```graphql is
 * asked, with a ```json headed "Variables:" in between, and the ```json after it is in the answer. Every other fence is for the eye.
 */
const readSteps = (page: string): readonly Step[] => {
  const steps: Step[] = []
  const fences = fencesOf(page)
  const taken = new Set<Fence>()
  for (const [index, fence] of fences.entries()) {
    if (taken.has(fence)) continue
    const path = /^\*\*`([^`]+)`\*\*/.exec(fence.before)?.[1]
    const next = fences[index + 1]
    if (path !== undefined) steps.push({ kind: 'file', line: fence.line, path, text: `${fence.text}\n` })
    else if (fence.language === 'sh') {
      const shown = next?.language === 'text' ? next : undefined
      if (shown !== undefined) taken.add(shown)
      steps.push({ kind: 'shell', line: fence.line, script: fence.text, shown: shown?.text })
    } else if (fence.language === 'graphql') {
      const withVariables = next?.language === 'json' && next.before.startsWith('Variables')
      const variables = withVariables ? next : undefined
      const shown = withVariables ? fences[index + 2] : next
      if (shown?.language !== 'json') throw new Error(`line ${fence.line}: a question without its answer; write it as gql if it is only to be seen`)
      if (variables !== undefined) taken.add(variables)
      taken.add(shown)
      steps.push({ kind: 'question', line: fence.line, query: fence.text, variables: variables === undefined ? {} : JSON.parse(variables.text) as Record<string, unknown>, shown: JSON.parse(shown.text) })
    }
  }
  return steps
}

const titleOf = (step: Step): string => {
  const of = step.kind === 'file' ? `writes ${step.path}` : step.kind === 'shell' ? `runs ${step.script.split('\n')[0] ?? ''}` : `asks ${step.query.replace(/\s+/g, ' ').slice(0, 60)}`
  return `line ${step.line} ${of}`
}

export interface Page {
  readonly steps: readonly Step[]
  /** Title and index of every step, for a test each. */
  readonly titled: readonly (readonly [string, number])[]
}

export const readPage = (text: string): Page => {
  const steps = readSteps(text)
  return { steps, titled: steps.map((step, index) => [titleOf(step), index] as const) }
}

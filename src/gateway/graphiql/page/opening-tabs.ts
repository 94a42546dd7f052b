import type { Example } from '../example.ts'

interface Tab {
  readonly query: string
  readonly variables: string | null
}

/** What every world can be asked. GraphiQL takes an empty list of tabs and then looks for the first. */
const OF_ANY_WORLD: Example = { title: 'What this world has definitions of', query: 'query Definitions {\n  definitions { name title }\n}' }

/** The title stands as a comment above the question, for who reads it, and stays with it when it is copied; a question read from a file begins with it already. */
const titled = ({ title, query }: Example): string => (query.trimStart().startsWith(`# ${title}`) ? query.trim() : `# ${title}\n${query.trim()}`)

const tabOf = (example: Example): Tab => ({
  query: `${titled(example)}\n`,
  variables: example.variables === undefined ? null : JSON.stringify(example.variables, null, 2),
})

/** A tab for each of the world's questions; one of our own where it has none. */
export const openingTabs = (examples: readonly Example[]): readonly [Tab, ...Tab[]] => {
  const [first = OF_ANY_WORLD, ...more] = examples
  return [tabOf(first), ...more.map(tabOf)]
}

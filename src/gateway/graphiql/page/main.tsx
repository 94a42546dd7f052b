import { GraphiQL, type GraphiQLProps } from 'graphiql'
import { editor } from 'monaco-graphql/esm/monaco-editor.js'
import { createRoot } from 'react-dom/client'
import type { Example } from '../example.ts'
import { openingTabs } from './opening-tabs.ts'
import { useLocalWorkers } from './use-local-workers.ts'
import { worldStorage } from './world-storage.ts'
import 'graphiql/style.css'
import './page.css'

useLocalWorkers()
// A question is wider than half a window; GraphiQL wraps answers only.
editor.onDidCreateEditor((created) => created.updateOptions({ wordWrap: 'on' }))

/** A block of data inside the page, written by `playgroundHtml`. */
const examples = JSON.parse(document.getElementById('examples')?.textContent ?? '[]') as readonly Example[]

const ask: GraphiQLProps['fetcher'] = async (question, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(options?.headers as Record<string, string> | undefined) },
    body: JSON.stringify(question),
  })
  return (await response.json()) as object
}

const tabs = openingTabs(examples)

const storage = worldStorage(examples.map(({ title }) => title).join('|'))
/** GraphiQL takes the first tab's question from `defaultTabs` but not its variables; and given always, they would come back over what was typed. */
const first = storage.length === 0 ? { initialVariables: tabs[0].variables ?? '' } : {}

const place = document.getElementById('playground')
if (place !== null)
  createRoot(place).render(
    <GraphiQL fetcher={ask} defaultTabs={[...tabs]} {...first} storage={storage} visiblePlugin="Documentation Explorer" isHeadersEditorEnabled={false}>
      <GraphiQL.Logo>Order Semantic Layer</GraphiQL.Logo>
    </GraphiQL>,
  )

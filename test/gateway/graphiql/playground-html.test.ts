import { expect, it } from 'vitest'
import { PLAYGROUND_POLICY, playgroundHtml } from '../../../src/gateway/graphiql/playground-html.ts'

const example = { title: 'x', query: '{ a(b: "</script><script>alert(1)</script><!--") }' }

it('a question that ends a script element stays data', () => {
  const html = playgroundHtml('/assets', [example])
  expect(html.match(/<\/script>/g)).toHaveLength(2)
  expect(html).not.toContain('<!--')
})

it('the examples come back from the page as they were given', () => {
  const block = /id="examples">(.*?)<\/script>/s.exec(playgroundHtml('/assets', [example]))?.[1] ?? ''
  expect(JSON.parse(block)).toEqual([example])
})

it('the policy lets no script, connection or worker come from elsewhere', () => {
  expect(PLAYGROUND_POLICY).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/)
  expect(PLAYGROUND_POLICY).toContain("default-src 'none'")
})

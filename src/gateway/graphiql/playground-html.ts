import type { Example } from './example.ts'

/** What the page may do. Inline styles are the editor's, which writes its own style elements; nothing else is inline and nothing is foreign. */
export const PLAYGROUND_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `</script>` or `<!--` inside a question must not end the data block it stands in. */
const jsonForHtml = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c')

export const playgroundHtml = (assets: string, examples: readonly Example[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Order Semantic Layer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}/main.css">
<script type="application/json" id="examples">${jsonForHtml(examples)}</script>
<script type="module" src="${assets}/main.js"></script>
</head>
<body><div id="playground"></div></body>
</html>
`

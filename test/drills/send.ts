/** A file of records to a door; rejects when the door goes away before it answers. */
export const send = async (url: string, source: string, body: string | Uint8Array<ArrayBuffer> | ReadableStream, headers: Readonly<Record<string, string>> = { 'content-type': 'application/octet-stream' }): Promise<{ readonly code: number; readonly answer: unknown }> => {
  const response = await fetch(`${url}/v1/records/${source}?file=sent`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  return { code: response.status, answer: await response.json() }
}

export interface Asked {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
  readonly extensions?: { readonly receipt: { readonly lagMs: number; readonly notes: readonly string[] } }
}

export const askAt = async (url: string, query: string, variables: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}): Promise<Asked> => {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) })
  return (await response.json()) as Asked
}

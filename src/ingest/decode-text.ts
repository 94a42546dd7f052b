import { TextDecoder } from 'node:util'
import { problem } from '../problems/problem.ts'

/** Bytes in any portions → text, a byte order mark left out. Bytes that are none of the encoding become U+FFFD, which the readers refuse by record. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderFor(encoding)
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

const decoderFor = (encoding: string): TextDecoder => {
  try {
    return new TextDecoder(encoding)
  } catch (cause) {
    throw problem('SOURCE_ENCODING_UNKNOWN', { encoding }, cause)
  }
}

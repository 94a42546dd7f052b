import { createHash } from 'node:crypto'

/** A namespace of ours, made once. */
const NAMESPACE = Buffer.from('6f1c9e0e3b7e4d0f9a55c1c7f2a4b881', 'hex')

/** The name-based UUID of a text, version 5 of RFC 9562: the same text, the same id, in every file. */
export const uuidOf = (text: string, namespace: Buffer = NAMESPACE): string => {
  const bytes = createHash('sha1').update(namespace).update(text).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

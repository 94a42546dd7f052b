import { crc32, inflateRawSync } from 'node:zlib'

const END_OF_CENTRAL_DIRECTORY = 0x06054b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const STORED = 0
const DEFLATED = 8

/** One entry of a zip file, found through its central directory (PKWARE APPNOTE 4.3) and checked against its CRC-32. */
export const readZipEntry = (zip: Buffer, name: string): Buffer => {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || zip.readUInt32LE(end) !== END_OF_CENTRAL_DIRECTORY) throw new Error('This is no zip file: it has no central directory.')
  const names: string[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL_HEADER) throw new Error(`The zip file's central directory is broken at byte ${at}.`)
    const nameLength = zip.readUInt16LE(at + 28)
    const entryName = zip.toString('utf8', at + 46, at + 46 + nameLength)
    if (entryName === name) return contentOf(zip, at, name)
    names.push(entryName)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  throw new Error(`The zip file has no entry '${name}'; it has ${names.join(', ')}.`)
}

const contentOf = (zip: Buffer, central: number, name: string): Buffer => {
  const local = zip.readUInt32LE(central + 42)
  if (zip.readUInt32LE(local) !== LOCAL_HEADER) throw new Error(`Entry '${name}' of the zip file has no local header at byte ${local}.`)
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(from, from + zip.readUInt32LE(central + 20))
  const method = zip.readUInt16LE(central + 10)
  if (method !== STORED && method !== DEFLATED) throw new Error(`Entry '${name}' of the zip file is packed by method ${method}; only 0 and 8 can be read.`)
  const content = method === STORED ? packed : inflateRawSync(packed)
  if (crc32(content) !== zip.readUInt32LE(central + 16)) throw new Error(`Entry '${name}' of the zip file is damaged: its checksum does not match.`)
  return content
}

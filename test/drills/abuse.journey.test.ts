import { request } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openWorldDoor, type WorldDoor } from '../worlds/open-world-door.ts'
import { send } from './send.ts'

vi.setConfig({ testTimeout: 90_000 })

const HEADER = 'slip,line,seq,at,phone,pickup,article,name,pieces,state'
let door: WorldDoor
beforeAll(async () => { door = await openWorldDoor('examples/bakery') })
afterAll(() => door?.close())

/** RFC 4180. */
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
const row = ({ slip = 'X-1', line = '1', seq = '1', at = '2026-03-02T07:10:00', phone = '', pickup = '', article = 'CK1', name = '', pieces = '1', state = 'bestellt' }): string =>
  [slip, line, seq, at, phone, pickup, article, name, pieces, state].map(cell).join(',')
const till = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`
const payment = (fields: Readonly<Record<string, unknown>>): string => `${JSON.stringify({ id: fields['voucher'], reference: '', amount: '1.00', currency: 'EUR', state: 'booked', valueDate: '2026-03-05T12:00:00Z', ...fields })}\n`
/** The door and both stores behind it go on as before. */
const expectUnharmed = async (): Promise<void> => {
  expect((await fetch(`${door.url}/readyz`)).status).toBe(200)
  const report = await door.sendText('till', till(row({ slip: 'SOUND-1', seq: '1' })))
  expect(report.accepted + report.unchanged).toBe(1)
  expect(await door.answer('{ order(id: "SOUND-1") { slip } }')).toEqual({ order: { slip: 'SOUND-1' } })
}
const noise = (bytes: number, seed: number): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(bytes)
  let x = seed
  for (let n = 0; n < bytes; n += 1) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
    out[n] = x >>> 24
  }
  return out
}

describe('the head of an upload', () => {
  test.each([
    ['nothing', {}], ['text/plain', { 'content-type': 'text/plain;charset=UTF-8' }], ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['gzip', { 'content-type': 'text/csv', 'content-encoding': 'gzip' }],
  ])('that says %s is refused with what to say instead', async (_, headers) => {
    // A string would be labelled text/plain by fetch; bytes are not.
    const sent = await send(door.url, 'till', new TextEncoder().encode(till(row({}))), headers as Record<string, string>)
    expect(sent).toEqual({ code: 415, answer: { error: { code: 'BAD_ARGUMENT', message: expect.stringMatching(/text\/csv|as they are/) } } })
  })

  test.each(['__proto__', 'constructor', 'toString', 'till%00', '..%2F..%2Fetc', '%27%3Bdrop%20table%20event', 'x'.repeat(90)])('that names the source %s is refused', async (source) => {
    const { code, answer } = await send(door.url, source, 'x')
    expect({ code, answer }).toEqual({ code: 400, answer: { error: { code: 'UNKNOWN_SOURCE', message: expect.any(String) } } })
  })

  test.each(['file=', 'file=a%00b', `file=${'x'.repeat(501)}`, 'places=1', 'places={[2,1]}', 'places={[1,99999999999999999999]}', 'places={[1,2);drop table event}', 'file=a&file=b'])('with the parameters %s is refused', async (query) => {
    const response = await fetch(`${door.url}/v1/records/till?${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: till(row({})) })
    expect([response.status, await response.json()]).toEqual([400, { error: { code: 'BAD_ARGUMENT', message: expect.any(String) } }])
  })

  test('a browser page of another name, and other methods, reach nothing', async () => {
    const strange = await new Promise<number | undefined>((resolve) => {
      request(`${door.url}/v1/records/till`, { method: 'POST', headers: { host: 'attacker.example', 'content-type': 'text/csv' } }, (response) => resolve(response.resume().statusCode)).end(till(row({})))
    })
    expect(strange).toBe(421)
    for (const method of ['GET', 'PUT', 'DELETE']) expect((await fetch(`${door.url}/v1/records/till`, { method })).status).toBe(404)
  })
})

describe('the body of an upload', () => {
  test('an empty file has no columns; an empty file of lines has no records', async () => {
    expect(await send(door.url, 'till', '')).toMatchObject({ code: 400, answer: { error: { code: 'SOURCE_COLUMNS_MISSING', message: expect.stringContaining('The file has: none') } } })
    expect(await send(door.url, 'ledger', '')).toMatchObject({ code: 200, answer: { accepted: 0, unchanged: 0, rejected: 0 } })
    expect(await send(door.url, 'till', `${HEADER}\n`)).toMatchObject({ code: 200, answer: { accepted: 0, rejected: 0 } })
  })

  test('noise and packed files are refused or rejected in words without control characters', async () => {
    for (const body of [noise(200_000, 7), new Uint8Array(gzipSync(till(row({})))), new Uint8Array(100_000), new Uint8Array([0xff, 0xfe, 0x73, 0, 0x6c, 0])]) {
      const asTill = await send(door.url, 'till', body)
      expect(asTill.code).toBe(400)
      expect(JSON.stringify(asTill.answer)).not.toMatch(/\\u00[01][0-9a-f]|\\[bfnrt]/)
      expect(JSON.stringify(asTill.answer).length).toBeLessThan(5_000)
      const asLedger = (await send(door.url, 'ledger', body)) as { code: number; answer: { accepted: number; rejected: number } }
      expect(asLedger).toMatchObject({ code: 200, answer: { accepted: 0 } })
      expect(asLedger.answer.rejected).toBeGreaterThan(0)
    }
    await expectUnharmed()
  })

  test('a hundred thousand columns, a cell of a mebibyte and one beyond cost themselves only', async () => {
    expect(await send(door.url, 'till', `${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n${','.repeat(99_999)}\n`)).toMatchObject({ code: 400, answer: { error: { code: 'SOURCE_COLUMNS_MISSING', message: expect.stringMatching(/c38, c39, and 99960 more\.$/) } } })
    const wide = `${HEADER},${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n${row({ slip: 'WIDE-1' })}${','.repeat(100_000)}\n`
    expect(await send(door.url, 'till', wide)).toMatchObject({ code: 200, answer: { accepted: 1 } })
    const long = 'x'.repeat(1_048_000)
    expect(await door.sendText('till', till(row({ slip: 'LONG-1', article: 'LONG', name: long }), row({ slip: 'LONG-2', article: 'LONG2', name: 'x'.repeat(1_048_577) }), row({ slip: 'LONG-3' })))).toMatchObject({ accepted: 2, rejected: 1, rejects: [{ line: 3, code: 'RECORD_TOO_LONG' }] })
    expect(await door.answer('{ node(id: "Product/LONG") { ... on Product { name } } }')).toEqual({ node: { name: long } })
    await expectUnharmed()
  })

  test('nesting, names of the prototype and doubled members in JSON are data or rejects', async () => {
    const lines = [
      '['.repeat(100_000), `{"id":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
      '{"__proto__":{"id":"p1"},"voucher":"P1"}', '{"constructor":{"prototype":{"polluted":1}},"id":"p2"}',
      '[]', 'null', '1', '"x"', '{}', '{"id":null}', '{"id":{"id":"x"}}', '{"id":["a"]}', '{"id":true}', "{'id':'x'}", '{"id":"x"', 'undefined', '{"id":"a","id":"b"}',
    ]
    const report = await door.sendText('ledger', `${lines.join('\n')}\n`)
    expect(report).toMatchObject({ accepted: 0, rejected: lines.length })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    const proto = `{"__proto__":{"x":1},"constructor":1,"toString":"y",${payment({ voucher: 'PROTO-1' }).slice(1)}`
    expect(await door.sendText('ledger', proto)).toMatchObject({ accepted: 1 })
    expect(await door.answer('{ node(id: "Payment/PROTO-1") { ... on Payment { amount currency } } }')).toEqual({ node: { amount: '1.00', currency: 'EUR' } })
    expect(await send(door.url, 'till', `${HEADER},__proto__\n`)).toMatchObject({ code: 400, answer: { error: { code: 'SOURCE_HEADER_REFUSED' } } })
    await expectUnharmed()
  })
})

const TEXTS = [
  `'; drop table event; --`, `") { id } } #`, '`) DETACH DELETE n //', `' OR 1=1 RETURN *`, `\\`, `\\'`, `$1 $slip {} ` + '${process.exit(1)}', '<script>alert(1)</script>', '=cmd|calc!A1', '%s%n%00', '../../etc/passwd',
  'Ω≈ç√ 数字 🧁👩‍👩‍👧 e\u0301 \u00e9', '\u202Egnp.exe', '\uFEFFbom', 'a\u200Bb', '\u{10FFFF}', 'İıſK', ' blank ', 'null', 'undefined', 'NaN', '__proto__', 'constructor', '~x:y', 'Order/A-7', '1e5', '0x10', '-0', 'true',
]
const NUL = 'nul\0'
const CONTROLS = ['tab\tbed', 'line\nbreak', 'cr\rlf\r\n', 'esc\u001b[31m', 'del\u007f', 'sep\u2028\u2029', '\u001f']

describe('texts that mean something elsewhere', () => {
  test('as attributes they come back as they went in; but for NUL; as keys too, but for control characters and marks of placeholders', async () => {
    const all = [...TEXTS, ...CONTROLS, NUL]
    const rows = all.map((text, n) => row({ slip: `T-${n}`, phone: text, article: `T${n}`, name: text }))
    const report = await door.sendText('till', till(...rows))
    expect(report).toMatchObject({ accepted: all.length - 1, rejects: [{ line: expect.any(Number), code: 'VALUE_MALFORMED', reason: expect.stringMatching(/phone: .*NUL.*name: .*NUL/) }] })
    for (const [n, text] of all.entries()) {
      if (text === NUL) continue
      expect(await door.answer('query ($id: ID!) { order(id: $id) { phone lines { nodes { product { name } } } } }', { id: `T-${n}` })).toEqual({ order: { phone: text, lines: { nodes: [{ product: { name: text } }] } } })
    }
    const keyed = await door.sendText('till', till(...all.map((text, n) => row({ slip: text, line: String(n), article: text, name: `of ${n}` }))))
    const unfit = all.flatMap((text, n) => (text.startsWith('~') || n >= TEXTS.length ? [n] : []))
    expect(unfit).toHaveLength(CONTROLS.length + 2)
    expect(keyed).toMatchObject({ accepted: all.length - unfit.length, rejected: unfit.length })
    expect(keyed.rejects.every(({ code }) => code === 'KEY_REFUSED' || code === 'VALUE_MALFORMED')).toBe(true)
    for (const [n, text] of TEXTS.entries()) {
      if (text.startsWith('~')) continue
      const asked = await door.answer('query ($ref: ID!, $product: ID!) { order(id: $ref) { key slip } node(id: $product) { ... on Product { key name } } }', { ref: `Order/${text}`, product: `Product/${text}` })
      expect(asked).toEqual({ order: { key: text, slip: text }, node: { key: text, name: `of ${n}` } })
    }
    await expectUnharmed()
  })

  test('in the ledger as well, by identifier; nothing but what was told is in the stores', async () => {
    const fit = TEXTS.filter((text) => !text.startsWith('~'))
    const report = await door.sendText('ledger', fit.map((text) => payment({ voucher: `v ${text}`, currency: text, reference: text })).join(''))
    expect(report).toMatchObject({ accepted: fit.length, rejected: 0, unresolved: 0 })
    for (const text of fit) {
      expect(await door.answer('query ($id: ID!) { order(id: $id) { slip payments { nodes { voucher currency } } } }', { id: `v ${text}` })).toEqual({ order: { slip: text, payments: { nodes: [{ voucher: `v ${text}`, currency: text }] } } })
    }
    const labels = await door.world.driver.executeQuery('MATCH (node) UNWIND labels(node) AS label RETURN DISTINCT label ORDER BY label')
    expect(labels.records.map((record) => record.get('label') as string)).toEqual(['Applied', 'Entity', 'Order', 'OrderLine', 'Payment', 'Product'])
  })

  test('lone surrogates, which no store can hold, reject their record', async () => {
    const lines = ['\\ud800', 'x\\udfff', '\\udc00\\ud800'].flatMap((text, n) => [
      payment({ voucher: `SUR-${n}` }).replace('"EUR"', `"${text}"`), payment({ voucher: `SURK-${n}` }).replace(`"voucher":"SURK-${n}"`, `"voucher":"SURK-${n}${text}"`),
      payment({ voucher: `SURR-${n}`, reference: 'R' }).replace('"reference":"R"', `"reference":"R${text}"`),
    ])
    const report = await door.sendText('ledger', lines.join(''))
    expect(report).toMatchObject({ accepted: 0, rejected: lines.length })
    await expectUnharmed()
    for (let n = 0; n < 3; n += 1) {
      expect((await door.ask(`{ node(id: "Payment/SUR-${n}") { id } }`)).data).toEqual({ node: null })
    }
  })
})

describe('numbers and times at the edges', () => {
  test('a decimal keeps its digits whatever their number; what is none is rejected', async () => {
    const kept = ['9007199254740993', '-9007199254740993.10', '0.1', '0.00', '12345678901234567890.123456789012345678', `0.${'0'.repeat(40)}1`, '1e3']
    const answered = kept.with(-1, '1000')
    const refused = ['NaN', 'Infinity', '-Infinity', '1,5', '0x1F', '१२', '', '1.2.3', '--1', '1e999999999']
    const lines = kept.map((amount, n) => payment({ voucher: `D-${n}`, amount })).concat(refused.map((amount, n) => payment({ voucher: `N-${n}`, amount })))
    lines.push(payment({ voucher: 'J-1' }).replace('"1.00"', '9007199254740993'), payment({ voucher: 'J-2' }).replace('"1.00"', '0.10'))
    const report = await door.sendText('ledger', lines.join(''))
    for (const [n, amount] of answered.entries()) {
      expect(await door.answer(`{ node(id: "Payment/D-${n}") { ... on Payment { amount } } }`)).toEqual({ node: { amount } })
    }
    expect(await door.answer('{ a: node(id: "Payment/J-1") { ... on Payment { amount } } b: node(id: "Payment/J-2") { ... on Payment { amount } } }')).toEqual({ a: { amount: '9007199254740993' }, b: { amount: '0.10' } })
    expect(report.rejects.map(({ line }) => line - kept.length - 1)).toEqual([...refused.keys()])
  })

  test('whole numbers stay in the range that GraphQL has', async () => {
    const pieces = ['2147483647', '-2147483648', '2147483648', '9007199254740993', '1e3', '1.0', '0', '-0', ' 5', '٣']
    const report = await door.sendText('till', till(...pieces.map((one, n) => row({ slip: `I-${n}`, pieces: one }))))
    const refused = new Set(report.rejects.map(({ line }) => line - 2))
    for (const [n, one] of pieces.entries()) {
      const asked = await door.ask(`{ orders(where: {slip: {eq: "I-${n}"}}) { nodes { lines { nodes { pieces } } } } }`)
      expect(asked.errors).toEqual([])
      expect(asked.data).toEqual({ orders: { nodes: refused.has(n) ? [] : [{ lines: { nodes: [{ pieces: Number(one) + 0 }] } }] } })
    }
    expect([...refused]).toEqual(expect.arrayContaining([2, 3, 9]))
  })

  test('times from the year 1 to the end of JavaScript come back, sort and are asked as of; beyond they are rejected', async () => {
    const times = ['0001-01-01T00:00:00Z', '1582-10-15T00:00:00Z', '1969-12-31T23:59:59.999Z', '9999-12-31T23:59:59Z', '+275760-09-13T00:00:00Z', '+275760-09-13T00:00:00.001Z', '-000001-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z', '2016-12-31T23:59:60Z', '1', 'yesterday']
    const report = await door.sendText('till', till(...times.map((at, n) => row({ slip: `W-${n}`, at, pickup: at }))))
    const refused = new Set(report.rejects.map(({ line }) => line - 2))
    for (const [n, at] of times.entries()) {
      if (refused.has(n)) continue
      const asked = await door.ask(`{ order(id: "W-${n}") { pickupAt timeline { nodes { occurredAt } } verdict(definition: "completed", version: 1) { unified since } states { since } } }`)
      expect(asked.errors).toEqual([])
      const { order } = asked.data as { order: { pickupAt: string; timeline: { nodes: { occurredAt: string }[] } } }
      expect(Date.parse(order.pickupAt)).toBe(Date.parse(at))
      for (const claim of order.timeline.nodes) expect(Date.parse(claim.occurredAt)).toBe(Date.parse(at))
    }
    expect([...refused]).toEqual(expect.arrayContaining([5, 7, 8, 9, 11, 12]))
    const sorted = await door.answer<{ orders: { nodes: { pickupAt: string }[] } }>('{ orders(where: {slip: {gte: "W-", lt: "X"}}, orderBy: [{field: PICKUP_AT, direction: ASC}]) { nodes { pickupAt } } }')
    const moments = sorted.orders.nodes.map(({ pickupAt }) => Date.parse(pickupAt))
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
    await expectUnharmed()
  })
})

describe('senders that do not do their part', () => {
  const halfSent = (head: string): Promise<void> => new Promise((resolve) => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => socket.write(head, () => setTimeout(() => {
      socket.destroy()
      resolve()
    }, 150)))
  })
  const headOf = (length: string): string => `POST /v1/records/till HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\n${length}\r\n\r\n`

  test('one that goes away in the middle leaves whole records or none, and no half one', async () => {
    await halfSent(`${headOf('Content-Length: 100000')}${till(row({ slip: 'HALF-1' }))}${row({ slip: 'HALF-2' }).slice(0, 30)}`)
    await halfSent(`${headOf('Transfer-Encoding: chunked')}20\r\nslip,line`)
    await halfSent('POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query":')
    await expectUnharmed()
    expect(await door.answer('{ orders(where: {slip: {eq: "HALF-2"}}) { totalCount } }')).toEqual({ orders: { totalCount: 0 } })
    expect(await door.sendText('till', till(row({ slip: 'HALF-1' }), row({ slip: 'HALF-2' })))).toMatchObject({ rejected: 0 })
  })

  test('a wrong file is told so at once, however much of it is still to come', async () => {
    let sent = 0
    const endless = new ReadableStream({ pull: (controller) => {
      sent += 65_536
      controller.enqueue(new TextEncoder().encode('a,b,c\n'.repeat(10_923)))
    } })
    const response = await fetch(`${door.url}/v1/records/till`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: endless, duplex: 'half' } as RequestInit)
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'SOURCE_COLUMNS_MISSING' } }])
    expect(sent).toBeLessThan(64 << 20)
  })
})

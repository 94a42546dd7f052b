import { beforeAll, describe, expect, test } from 'vitest'
import { decodeRecord } from '../../src/ingest/decode-record.ts'
import { parseJsonRecord } from '../../src/ingest/parse-json-record.ts'
import type { Model, SourceModel } from '../../src/model/model.ts'
import type { Event, Statement } from '../../src/vocabulary/event.ts'
import { loadHarbour } from './harbour.ts'

let model: Model
let crane: SourceModel
beforeAll(async () => {
  model = await loadHarbour()
  crane = model.sources.get('crane') as SourceModel
})

const usual = { id: '1', at: '2026-03-02T07:00:00Z', bill: 'B1', box: 'X1', mark: 'tea' }
const decode = (record: object): ReturnType<typeof decodeRecord> => {
  const parsed = parseJsonRecord(JSON.stringify(record))
  if (!parsed.ok) throw new Error(parsed.reason)
  return decodeRecord(model, crane, parsed.record)
}
const event = (record: object): Event => {
  const decoded = decode({ ...usual, ...record })
  if (!decoded.ok) throw new Error(decoded.rejects.map(({ reason }) => reason).join('; '))
  return decoded.event
}
const box = (record: object): Statement => event(record).statements.find(({ ref }) => ref === 'Box/X1') as Statement
const reasons = (record: object): string[] => {
  const decoded = decode({ ...usual, ...record })
  return decoded.ok ? [] : decoded.rejects.map(({ code, reason }) => `${code} ${reason}`)
}

describe('a decoded record', () => {
  test('holds what was said, in our words, and nothing that was not', () => {
    expect(event({ seal: 'S9', pieces: 3, place: ' On Land ' })).toEqual({
      source: 'crane',
      eventId: '1',
      occurredAt: Date.parse('2026-03-02T07:00:00Z'),
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      statements: [
        { ref: 'Order/B1', identifiers: [{ scheme: 'port.bill', value: 'B1' }], attributes: {}, links: [] },
        {
          ref: 'Box/X1',
          identifiers: [{ scheme: 'port.seal', value: 'S9' }],
          attributes: { mark: 'tea', pieces: 3, weight: null, fragile: null, loadedAt: null, packedOn: null, worth: null, hazard: null },
          local: 'ASHORE',
          links: [{ field: 'order', target: 'Order/~port.bill:B1' }],
        },
      ],
    })
  })

  test('carries what it says of itself and of earlier records', () => {
    expect(event({ told: '2026-03-02T08:00:00Z', seq: 7, corrects: 'e0', retracts: 'e1', gone: 'yes' })).toMatchObject({
      recordedAt: Date.parse('2026-03-02T08:00:00Z'), sequence: '7', corrects: 'e0', retracts: 'e1', deletes: true,
    })
    expect(Object.keys(event({ gone: 'no' }))).not.toContain('deletes')
  })

  test('may carry only a retraction', () => {
    expect(decode({ id: '2', at: usual.at, retracts: '1' })).toMatchObject({ ok: true, event: { retracts: '1', statements: [] } })
    // Where no `when` says so, a key that is absent does; beside a key it is a record like any other.
    const always = { ...crane, yields: crane.yields.map(({ when: _, ...yielded }) => yielded) }
    const bare = (record: object): unknown => {
      const parsed = parseJsonRecord(JSON.stringify({ id: '2', at: usual.at, ...record }))
      return parsed.ok ? decodeRecord(model, always, parsed.record) : parsed
    }
    expect(bare({ retracts: '1' })).toMatchObject({ ok: true, event: { retracts: '1', statements: [] } })
    expect(bare({})).toMatchObject({ ok: false, rejects: expect.arrayContaining([expect.objectContaining({ reason: 'key of Box is required and absent from the record (record.box)' })]) as unknown })
    expect(bare({ retracts: '1', box: 'X1' })).toMatchObject({ ok: false, rejects: expect.arrayContaining([expect.objectContaining({ reason: 'mark is required and absent from the record (record.mark)' })]) as unknown })
  })

  test('that deletes need say no more than whom, and says nothing of what is', () => {
    expect(decode({ id: '2', at: usual.at, box: 'X1', gone: 'yes' })).toMatchObject({ ok: true, event: { deletes: true, statements: [{ ref: 'Box/X1', identifiers: [], attributes: {}, links: [] }] } })
    expect(event({ gone: 'yes', place: 'ASHORE', seal: 's1', next: 'X2' }).statements.find(({ ref }) => ref === 'Box/X1')).toEqual({
      ref: 'Box/X1', identifiers: [{ scheme: 'port.seal', value: 's1' }], attributes: {}, links: [{ field: 'order', target: 'Order/~port.bill:B1' }, { field: 'beside', target: 'Box/X2' }],
    })
  })

  test('reads a time without offset in the zone of its source', () => {
    expect(event({ at: '2026-03-02T07:00:00' }).occurredAt).toBe(Date.parse('2026-03-02T12:00:00Z'))
    expect(box({ loaded: '2026-07-02T07:00:00' }).attributes['loadedAt']).toBe(Date.parse('2026-07-02T11:00:00Z'))
  })

  test('has the hash of its content whatever the model makes of it', () => {
    expect(event({ ignored: 'a' }).contentHash).not.toBe(event({ ignored: 'b' }).contentHash)
    expect(event({ ignored: null }).contentHash).toBe(event({}).contentHash)
  })
})

describe('attributes', () => {
  test.each([
    ['pieces', 12, 12], ['pieces', '12', 12], ['pieces', 2147483647, 2147483647],
    ['weight', 1.5, 1.5], ['weight', '2', 2],
    ['fragile', true, true], ['fragile', 'false', false],
    ['loadedAt', '2026-03-02T07:00:00+01:00', Date.parse('2026-03-02T06:00:00Z')],
    ['packedOn', '2024-02-29', '2024-02-29'],
    ['worth', '0031.50', '31.50'], ['worth', '-0', '0'], ['worth', 7, '7'], ['worth', '123456789012345678901234567890.10', '123456789012345678901234567890.10'],
    ['hazard', 'FIRE', 'FIRE'],
    ['mark', 4711, '4711'],
  ])('%s of %j is kept as %j', (field, given, kept) => {
    expect(box({ [recordName(field)]: given }).attributes[field]).toBe(kept)
  })

  test.each([
    ['pieces', 'x', "pieces: 'x' is not a whole number"],
    ['pieces', 1.5, 'pieces: 1.5 is not a whole number'],
    ['pieces', 2147483648, 'pieces: 2147483648 is outside the 32 bits of Int'],
    ['weight', 'heavy', "weight: 'heavy' is not a number"],
    ['fragile', 'maybe', "fragile: 'maybe' is not true or false"],
    ['loadedAt', 'soon', "loadedAt: 'soon' is not a date or time"],
    ['loadedAt', 1772442000, 'loadedAt: 1772442000 is a number, not a time'],
    ['packedOn', '2026-02-29', "packedOn: '2026-02-29' names a day that does not exist"],
    ['packedOn', '2026-02-28T10:00:00', "is not a date such as 2026-03-02"],
    ['worth', '31,50', "worth: '31,50' is not a decimal number"],
    ['hazard', 'FLRE', "hazard: 'FLRE' is no Hazard (known: NONE, FIRE, POISON); nearest: FIRE"],
    ['mark', { a: 1 }, 'mark: a map is not a text'],
    ['mark', 'a\0b', 'mark: it holds a NUL character'],
    ['mark', 'a\ud800b', 'mark: it holds half of a surrogate pair'],
  ])('%s of %j rejects the record with its reason', (field, given, reason) => {
    const [first, ...more] = reasons({ [recordName(field)]: given })
    expect(first).toContain(`VALUE_MALFORMED ${reason.startsWith(field) ? reason : `${field}: `}`)
    expect(first).toContain(reason)
    expect(more).toEqual([])
  })

  test('digits of a JSON number that a double would lose reach a decimal', () => {
    const parsed = parseJsonRecord('{"id":"1","at":"2026-03-02T07:00:00Z","bill":"B1","box":"X1","mark":"tea","worth":31.50}')
    const decoded = parsed.ok ? decodeRecord(model, crane, parsed.record) : undefined
    expect(decoded?.ok === true && decoded.event.statements[1]?.attributes['worth']).toBe('31.50')
  })
})

const recordName = (field: string): string => ({ loadedAt: 'loaded', packedOn: 'packed' })[field] ?? field

describe('a rejected record', () => {
  test('is rejected with every reason at once, each once', () => {
    expect(reasons({ id: null, at: 'soon', mark: null, pieces: 'x', place: 'adrift' })).toEqual([
      'VALUE_ABSENT eventId is required and absent from the record (record.id)',
      expect.stringMatching(/^VALUE_MALFORMED occurredAt: 'soon' is not a date or time/),
      'VALUE_ABSENT mark is required and absent from the record (record.mark)',
      "VALUE_MALFORMED pieces: 'x' is not a whole number",
      "STATE_UNKNOWN 'adrift' is no state of Box (known: ASHORE, ABOARD)",
    ])
  })

  test.each([
    [{ box: '  ' }, 'KEY_REFUSED key of Box: it is blank'],
    [{ box: 'a\tb' }, 'KEY_REFUSED key of Box: it holds the control character U+0009'],
    [{ box: '~port.seal:1' }, "KEY_REFUSED key of Box: '~port.seal:1' begins with '~', which names placeholders"],
    [{ box: 'x'.repeat(257) }, 'KEY_REFUSED key of Box: it has 257 characters, more than 256'],
    [{ seal: '' }, 'KEY_REFUSED seal: it is blank'],
    [{ id: '\n' }, 'KEY_REFUSED eventId: it is blank'],
    [{ next: '~x' }, "KEY_REFUSED beside: '~x' begins with '~', which names placeholders"],
    [{ id: true }, 'VALUE_MALFORMED eventId: true is not a text'],
  ])('%j is refused for its key', (record, reason) => {
    expect(reasons(record)).toContain(reason)
  })

  test('lacks a required link', () => {
    expect(reasons({ bill: null })).toEqual(['VALUE_ABSENT order is required and absent from the record (record.bill)'])
  })

  test('contradicts itself about one entity', () => {
    expect(reasons({ twin: 'X1', twinMark: 'coffee' })).toEqual(["RECORD_CONTRADICTS_ITSELF the record says two things of Box/X1: mark is 'tea' and 'coffee'"])
  })
})

describe('links and yields', () => {
  test('a link whose condition is false or unknown, or whose optional key is absent, is not made', () => {
    expect(box({ next: 'X1' }).links).toHaveLength(1)
    expect(box({}).links).toHaveLength(1)
  })

  test('a link carries its quantities, absent ones left out', () => {
    expect(box({ next: 'X2', gap: '0.5' }).links[1]).toEqual({ field: 'beside', target: 'Box/X2', quantities: { gap: 0.5 } })
    expect(box({ next: 'X2' }).links[1]).toEqual({ field: 'beside', target: 'Box/X2' })
  })

  test('a quantity is a number, or its digits where a double would lose some', () => {
    const quantities = (gap: unknown): unknown => box({ next: 'X2', gap, weighed: gap }).links[1]?.quantities
    expect(quantities('2')).toEqual({ gap: 2, weight: 2 })
    expect(quantities('0.10')).toEqual({ gap: 0.1, weight: '0.10' })
    expect(reasons({ next: 'X2', weighed: 'much' })).toEqual(["VALUE_MALFORMED beside.weight: 'much' is not a decimal number"])
  })

  test('a yield whose condition does not hold yields nothing', () => {
    expect(event({ box: null, mark: null }).statements.map(({ ref }) => ref)).toEqual(['Order/B1'])
  })

  test('two yields of one entity are one statement; a value beats an absent one', () => {
    const merged = event({ twin: 'X1', twinMark: 'tea', twinPieces: 5, seal: 'S1' }).statements
    expect(merged.map(({ ref }) => ref)).toEqual(['Order/B1', 'Box/X1'])
    expect(merged[1]).toMatchObject({ attributes: { mark: 'tea', pieces: 5 }, identifiers: [{ value: 'S1' }] })
    expect(merged[1]?.links).toHaveLength(1)
  })
})

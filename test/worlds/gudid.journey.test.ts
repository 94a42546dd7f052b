import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorldDoor, type WorldDoor } from './open-world-door.ts'

/* examples/gudid: three scans of one label are one label, and its DI, or its package's, leads to what the catalogue says of the model. Worked by hand from the files. */
const FOLDER = 'examples/gudid'
let door: WorldDoor
beforeAll(async () => {
  door = await openWorldDoor(FOLDER)
})
afterAll(async () => door?.close())

interface Label {
  readonly udi: string
}
const labelsOf = async (order: string): Promise<readonly Label[]> => {
  const { order: { labels } } = await door.answer<{ order: { labels: { nodes: readonly Label[] } } }>(`query($id: ID!) { order(id: $id) { labels { nodes {
    udi di lot serial expiresOn sound catalogued { di resolved kind quantity contains { di } model { brandName mriSafety description singleUse } }
  } } } }`, { id: order })
  return labels.nodes.toSorted((a, b) => (a.udi < b.udi ? -1 : 1))
}

const STENT = { brandName: 'Auriga Stent', mriSafety: 'MR Conditional', description: 'Coronary stent 3.5 mm x 28 mm, 5" catheter hub', singleUse: true }

describe('labels joined with the catalogue of a delimited release', () => {
  test('every record is taken', async () => {
    // The labels first: what they name is waited for.
    expect(await door.send('goods-in', `${FOLDER}/data/goods-in.jsonl`)).toMatchObject({ accepted: 8, rejected: 0 })
    expect(await door.send('gudid-identifiers', `${FOLDER}/data/identifiers.txt`)).toMatchObject({ accepted: 4, rejected: 0 })
    expect(await door.send('gudid-devices', `${FOLDER}/data/device.txt`)).toMatchObject({ accepted: 3, rejected: 0 })
  })

  test('a label is one, scanned, typed or as a link, and its carton\'s is another', async () => {
    expect(await labelsOf('PO-1')).toEqual([
      { udi: '(01)09521234000013(17)271231(10)L4711', di: '09521234000013', lot: 'L4711', serial: null, expiresOn: '2027-12-31', sound: true,
        catalogued: { di: '09521234000013', resolved: true, kind: 'Primary', quantity: null, contains: null, model: STENT } },
      { udi: '(01)19521234000010(17)271231(10)L4711', di: '19521234000010', lot: 'L4711', serial: null, expiresOn: '2027-12-31', sound: true,
        catalogued: { di: '19521234000010', resolved: true, kind: 'Package', quantity: 10, contains: { di: '09521234000013' }, model: STENT } },
    ])
  })

  test('HIBC is found alike; what is wrong or nowhere is kept and said', async () => {
    expect(await labelsOf('PO-2')).toMatchObject([
      { udi: '(01)09521234000020(17)270230(21)S-0001', serial: 'S-0001', expiresOn: null, sound: false, catalogued: { model: { brandName: 'Auriga Pulse' } } },
      { udi: '(01)09521234000099(21)S-0002', di: '09521234000099', sound: true, catalogued: { resolved: false, model: null } },
      { udi: expect.stringMatching(/^\+A123BJC5D6E71\/\$\$328011510X3.$/), di: 'A123BJC5D6E71', lot: '10X3', expiresOn: '2028-01-15', sound: true, catalogued: { kind: 'Primary', model: { brandName: 'Plain Guidewire' } } },
      { udi: 'S-0003', di: null, lot: null, serial: null, sound: false, catalogued: null },
    ])
  })

  test('a later release that says the same changes nothing', async () => {
    expect(await door.send('gudid-devices', `${FOLDER}/data/device.txt`)).toMatchObject({ accepted: 0, unchanged: 3, rejected: 0 })
    expect(await door.send('gudid-identifiers', `${FOLDER}/data/identifiers.txt`)).toMatchObject({ accepted: 0, unchanged: 4, rejected: 0 })
  })
})

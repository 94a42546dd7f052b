import type { Model } from '../../src/model/model.ts'
import { loadSoundFiles } from './load-files.ts'

/** A model with one field of every kind, for what the bakery does not show. */
const harbour: Readonly<Record<string, string>> = {
  'model.yaml': 'model: harbour\nversion: 1\ntimezone: Europe/Berlin\ncanonicalStates: [PLANNED, DONE]\n',
  'domains/port/entities.graphql': `
    enum Hazard { NONE FIRE POISON }
    type Order implements Entity @entity(domain: "port") @role(is: ORDER) {
      bill: String! @identifier(scheme: "port.bill")
      boxes: [Box!]! @relation(type: "HOLDS", direction: OUT, lineage: DOWNSTREAM)
    }
    type Box implements Entity @entity(domain: "port") @role(is: LINE) {
      seal: String @identifier(scheme: "port.seal")
      mark: String!
      pieces: Int
      weight: Float
      fragile: Boolean
      loadedAt: DateTime
      packedOn: Date
      worth: Decimal
      hazard: Hazard
      order: Order! @relation(type: "HOLDS", direction: IN, lineage: UPSTREAM, belongs: true)
      beside: [Box!]! @relation(type: "BESIDE", direction: OUT)
    }`,
  'domains/port/states.yaml': `
domain: port
states:
  Box:
    - { name: ASHORE, canonical: PLANNED, also: [on land], next: [ABOARD] }
    - { name: ABOARD, canonical: DONE, terminal: true }`,
  'domains/port/sources/crane.yaml': `
source: crane
domain: port
format: jsonl
timezone: America/New_York
eventId: record.id
occurredAt: timestamp(record.at)
recordedAt: timestamp(record.told)
sequence: record.seq
corrects: record.corrects
retracts: record.retracts
delete: record.gone == 'yes'
yields:
  - entity: Order
    when: has(record.bill)
    key: record.bill
    identifiers: { port.bill: record.bill }
  - entity: Box
    when: has(record.box)
    key: record.box
    identifiers: { port.seal: record.seal }
    set:
      mark: record.mark
      pieces: record.pieces
      weight: record.weight
      fragile: record.fragile
      loadedAt: record.loaded
      packedOn: record.packed
      worth: record.worth
      hazard: record.hazard
    state: record.place
    links:
      - { field: order, by: { scheme: port.bill, value: record.bill } }
      - { field: beside, key: record.next, when: record.next != record.box, set: { gap: double(record.gap), weight: record.weighed } }
  - entity: Box
    when: has(record.twin)
    key: record.twin
    set: { mark: record.twinMark, pieces: record.twinPieces }
    links:
      - { field: order, by: { scheme: port.bill, value: record.bill } }
`,
}

export const loadHarbour = (): Promise<Model> => loadSoundFiles(harbour)

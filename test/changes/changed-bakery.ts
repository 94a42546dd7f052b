import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bakery } from '../cli/bakery-world.ts'

/** Texts of the bakery's model files, as they are, by what a steward writes in their place. */
export type Changes = Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>>

const SALES = 'domains/sales'
export const TILL = `${SALES}/sources/till.yaml`
export const ENTITIES = `${SALES}/entities.graphql`
export const STATES = `${SALES}/states.yaml`

/** Order lines are called Bake now. */
export const renamedType: Changes = {
  [ENTITIES]: [[/\bOrderLine\b/g, 'Bake']], [STATES]: [['OrderLine:', 'Bake:']], [TILL]: [['entity: OrderLine', 'entity: Bake']],
  'definitions/completed.yaml': [[/\bOrderLine\b/g, 'Bake']],
}
/** Lines keep the article's number beside the link to it. */
export const newField: Changes = { [ENTITIES]: [['  pieces: Int!\n', '  pieces: Int!\n  article: String\n']], [TILL]: [['pieces: int(record.pieces) }', 'pieces: int(record.pieces), article: record.article }']] }
/** Keys of lines are qualified, since another shop may come. */
export const changedKey: Changes = { [TILL]: [["key: record.slip + '-' + record.line", "key: '\"R-\" + record.slip + \"-\" + record.line'"]] }
/** What is baked is done; what gets lost has a word of its own. */
export const newVocabulary: Changes = {
  [STATES]: [
    ['also: [baked, gebacken], next: [HANDED_OVER, CANCELLED]', 'also: [baked], next: [HANDED_OVER, LOST, CANCELLED]'],
    ['also: [handed over, abgeholt], terminal: true }', 'also: [handed over, abgeholt, gebacken], terminal: true }\n    - { name: LOST, canonical: CANCELLED, also: [lost], terminal: true }'],
  ],
}
/** Nobody's phone is kept any more. */
export const retiredField: Changes = { [ENTITIES]: [['  phone: String @classified(as: PII)\n', '']], [TILL]: [['phone: record.phone, ', '']] }

/** Times without an offset are London's. */
export const otherClock: Changes = { 'model.yaml': [['Europe/Berlin', 'Europe/London']] }

export const COMPLETED = 'definitions/completed.yaml'
/** Completed is what one of the domains calls so, from February on. */
export const eitherWillDo: Changes = {
  [COMPLETED]: [['lifecycle: ACTIVE', 'lifecycle: RETIRED\n    effectiveTo: 2026-02-01T00:00:00Z'], [/unified: all .*\n/, `unified: all
  - version: 2
    lifecycle: ACTIVE
    effectiveFrom: 2026-02-01T00:00:00Z
    changeReason: either will do
    domains:
      sales: { over: OrderLine, met: state.local == 'HANDED_OVER' }
      finance: { over: Payment, met: state.local == 'BOOKED' }
    unified: any
`]],
}

/** The bakery's model with changes written into it, in a folder of its own. */
export const changedBakery = (changes: Changes): string => {
  const folder = mkdtempSync(join(tmpdir(), 'osl-changed-'))
  for (const part of ['model.yaml', 'domains', 'definitions']) cpSync(join(bakery, part), join(folder, part), { recursive: true })
  for (const [file, replaced] of Object.entries(changes)) {
    let text = readFileSync(join(folder, file), 'utf8')
    for (const [from, to] of replaced) {
      const other = text.replace(from, to)
      if (other === text) throw new Error(`${file} does not hold ${String(from)}`)
      text = other
    }
    writeFileSync(join(folder, file), text)
  }
  return folder
}

import { HeldDefinitions } from '../../src/model/held-definitions.ts'
import type { HeldVersion } from '../../src/model/held-version.ts'
import type { Model } from '../../src/model/model.ts'

/** A rule's file. */
export const ruleFile = (name: string, about: string, prefer: readonly string[], version = 1): string =>
  `arbitration: ${name}\ntitle: Who decides about ${about}\nowner: somebody@atelier.example\nversion: ${version}\nabout: ${about}\nprefer:\n${prefer.map((one) => `  - ${JSON.stringify(one)}\n`).join('')}`

/** A model in which rules are in force: `{ 'Garment.state': ['claim.source == "desk"'] }`. */
export const withRules = (model: Model, rules: Readonly<Record<string, readonly string[]>>): Model => {
  const held = Object.entries(rules).map(([about, prefer]): HeldVersion => ({ definition: about.replace('.', '-'), version: 1, lifecycle: 'ACTIVE', judging: 'DONE', source: ruleFile(about.replace('.', '-'), about, prefer) }))
  const built = model.buildArbitration(held)
  if (!built.ok) throw new Error(JSON.stringify(built.problems))
  const arbitration: Model['arbitration'] = new HeldDefinitions()
  arbitration.become(built.rules, 1)
  return { ...model, arbitration }
}

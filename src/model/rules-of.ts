import type { ArbitrationVersion } from './arbitration.ts'
import type { HeldDefinitions } from './held-definitions.ts'
import type { HeldVersion, RuleKind } from './held-version.ts'
import type { DerivationVersion, Model } from './model.ts'
import type { BuiltRules, RuleModel } from './rule-versions.ts'

type RuleVersion = DerivationVersion | ArbitrationVersion

/** What a model has of one kind of rules. */
export interface RulesOf {
  readonly held: HeldDefinitions<RuleModel<RuleVersion>>
  readonly filed: readonly HeldVersion[]
  readonly build: (held: readonly HeldVersion[]) => BuiltRules<RuleVersion>
}

export const rulesOf = (model: Model, kind: RuleKind): RulesOf => (kind === 'derivation'
  ? { held: model.derivations, filed: model.filedDerivations, build: model.buildDerivations }
  : { held: model.arbitration, filed: model.filedArbitration, build: model.buildArbitration })

import { isKeptAsAsked } from '../model/version-reads.ts'
import type { DefinitionVersion, Model } from '../model/model.ts'
import { Problem } from '../problems/problem.ts'
import type { Instant } from '../vocabulary/instant.ts'
import type { Asked } from './asked.ts'
import { chooseVersion } from './choose-version.ts'

/** What a ref says by itself. */
const BY_REF = new Set(['id', 'type', 'key', 'domain'])
const KEPT = new Set(['definition', 'version', 'unified', 'since', 'firstMetAt', 'skewHours', 'stage'])
const KEPT_OF_DOMAIN = new Set(['domain', 'outcome', 'since', 'firstMetAt'])

const isKept = ({ name, below }: Asked): boolean => KEPT.has(name) || (name === 'domains' && below.every((part) => KEPT_OF_DOMAIN.has(part.name)))

/** The versions of which an order is asked as of a moment nothing but what is kept of their verdicts over time; undefined where more is asked of it, or one is refused. */
export const keptVerdictsAsked = (model: Model, asked: readonly Asked[], at: Instant): readonly DefinitionVersion[] | undefined => {
  const verdicts = asked.filter(({ name }) => name === 'verdict')
  if (verdicts.length === 0 || !asked.every(({ name, below }) => BY_REF.has(name) || (name === 'verdict' && below.every(isKept)))) return undefined
  try {
    const versions = new Set(verdicts.map(({ arguments: { definition, version } }) => chooseVersion(model, String(definition), typeof version === 'number' ? version : undefined, at)))
    return [...versions].every((version) => isKeptAsAsked(model, version)) ? [...versions] : undefined
  } catch (error) {
    // The verdict field itself refuses, with its own path.
    if (error instanceof Problem) return undefined
    throw error
  }
}

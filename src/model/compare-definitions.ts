import { formatInstant } from '../vocabulary/instant.ts'
import { isSameVersion, type HeldVersion } from './held-version.ts'
import { meaningOf } from './version-source.ts'

/** How a version in the folder departs from the one that the journal holds. */
export interface Divergence {
  readonly definition: string
  readonly version: number
  /** NOT_HELD: the folder alone has it. NOT_FILED: the journal alone has it. RULES_DIFFER: it means something else. STANDING_DIFFERS: it means the same and has come further in one of them. */
  readonly kind: 'NOT_HELD' | 'NOT_FILED' | 'RULES_DIFFER' | 'STANDING_DIFFERS'
  readonly detail: string
}

/** How far a version has come, in words. */
export const standingText = ({ lifecycle, effectiveFrom, effectiveTo }: HeldVersion): string =>
  [lifecycle, ...(effectiveFrom === undefined ? [] : [`from ${formatInstant(effectiveFrom)}`]), ...(effectiveTo === undefined ? [] : [`until ${formatInstant(effectiveTo)}`])].join(' ')

const divergenceOf = (filed: HeldVersion | undefined, held: HeldVersion | undefined): Pick<Divergence, 'kind' | 'detail'> | undefined => {
  if (filed === undefined) return held === undefined ? undefined : { kind: 'NOT_FILED', detail: `${standingText(held)} in the journal and in no file` }
  if (held === undefined) return { kind: 'NOT_HELD', detail: `${standingText(filed)} in its file and not in the journal` }
  if (meaningOf(filed.source) !== meaningOf(held.source)) return { kind: 'RULES_DIFFER', detail: `other rules in its file than in the journal, where it is ${standingText(held)}` }
  return standingText(filed) === standingText(held) ? undefined : { kind: 'STANDING_DIFFERS', detail: `${standingText(filed)} in its file, ${standingText(held)} in the journal` }
}

/** Where the folder's versions and those that a journal holds differ; by definition and version. */
export const compareDefinitions = (filed: readonly HeldVersion[], held: readonly HeldVersion[]): readonly Divergence[] => {
  const both = [...filed, ...held]
  const names = [...new Set(both.map(({ definition }) => definition))].sort()
  return names.flatMap((definition) => [...new Set(both.filter((one) => one.definition === definition).map(({ version }) => version))].sort((a, b) => a - b).flatMap((version) => {
    const isIt = (one: HeldVersion): boolean => isSameVersion(one, { definition, version })
    const found = divergenceOf(filed.find(isIt), held.find(isIt))
    return found === undefined ? [] : [{ definition, version, ...found }]
  }))
}

/** The version that a rule's file says where it says what is held: the one in force, else the one that was last. */
export const heldInFile = (versions: readonly HeldVersion[]): HeldVersion | undefined =>
  versions.find(({ lifecycle }) => lifecycle === 'ACTIVE') ?? versions.filter(({ lifecycle }) => lifecycle === 'RETIRED').sort((a, b) => (a.effectiveTo ?? 0) - (b.effectiveTo ?? 0)).at(-1)

/** The same of rules, whose file says one version, in force or retired; what is drafted or proposed beside it stands in no file. */
export const compareRules = (filed: readonly HeldVersion[], held: readonly HeldVersion[]): readonly Divergence[] => {
  const names = [...new Set([...filed, ...held].map(({ definition }) => definition))].sort()
  return names.flatMap((definition): readonly Divergence[] => {
    const [mine, theirs] = [filed.find((one) => one.definition === definition), held.filter((one) => one.definition === definition)]
    const inFile = heldInFile(theirs)
    if (mine === undefined) return inFile?.lifecycle === 'ACTIVE' ? [{ definition, version: inFile.version, kind: 'NOT_FILED', detail: `${standingText(inFile)} in the journal and in no file` }] : []
    const same = theirs.find((one) => isSameVersion(one, mine))
    const found = divergenceOf(mine, same)
    const inForce = inFile === undefined || inFile === same ? '' : `, where version ${inFile.version} is ${standingText(inFile)}`
    if (found?.kind === 'STANDING_DIFFERS' && mine.lifecycle === same?.lifecycle && inFile?.lifecycle === mine.lifecycle) return []
    return found === undefined ? [] : [{ definition, version: mine.version, ...found, detail: `${found.detail}${inForce}` }]
  })
}

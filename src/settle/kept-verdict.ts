import type { DefinitionVersion } from '../model/model.ts'
import { readsUntracked } from '../model/version-reads.ts'
import type { Instant } from '../vocabulary/instant.ts'
import { LETTER_OF, outcomeOfLetter, stageOfLetter } from '../vocabulary/outcome.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { gatherFacts, type Facts } from './facts.ts'
import { settleOrder, type OrderRuling } from './settle-order.ts'
import { skewHours, type OutcomeRuling, type VerdictRuling, type VerdictShown } from './settle-verdict.ts'
import { at, moments, type Timeline } from './timeline.ts'

/** A verdict in a form in which a store can count over all orders: outcomes as letters, the unified one first, then the domains' in the version's order, then the place on the version's scale, where it has one. */
export interface KeptVerdict {
  readonly definition: string
  readonly version: number
  /** Now, with since when each of them holds. */
  readonly outcomes: string
  readonly sinces: readonly Instant[]
  /** Over time, by what has a history alone, as an order is judged as of a moment: when some outcome began, what they were from there on, and since when each, those of one moment after those of the one before. */
  readonly at: readonly Instant[]
  readonly spans: readonly string[]
  readonly spanSinces: readonly Instant[]
  /** Where sources ever disagreed on what the version looks at, an answer says of its moment whether they did, which is not kept. */
  readonly disputed: boolean
}

/** Place of a domain's letter, by its place in the version; of the unified one where none is given. Counted from 1. */
export const placeOf = (domain?: number): number => (domain === undefined ? 1 : domain + 2)

type Letters = Pick<KeptVerdict, 'outcomes' | 'sinces'>

/** Outcomes of a moment as letters, with since when each holds; before anything is known of a domain it is UNKNOWN since the beginning. */
export const lettersAt = (timelines: readonly Timeline<string>[], moment: Instant, firstAt: Instant): Letters => {
  const entries = timelines.map((timeline) => at(timeline, moment) ?? { from: firstAt, value: LETTER_OF.UNKNOWN })
  return { outcomes: entries.map(({ value }) => value).join(''), sinces: entries.map(({ from }) => from) }
}

/** What is known of one moment alone, the last, is no history: values of fields that are not tracked, and when a record without claims came. */
const historyAlone = (facts: Facts): Facts => gatherFacts(facts.model, [...facts.entities.values()].map(({ firstAt: _, ...entity }) => ({ ...entity, attributes: {} })))

const overTime = ({ letters: timelines }: VerdictRuling, firstAt: Instant): Pick<KeptVerdict, 'at' | 'spans' | 'spanSinces'> => {
  const when = moments(timelines.flatMap((timeline) => timeline.map(({ from }) => from)))
  const spans = when.map((moment) => lettersAt(timelines, moment, firstAt))
  return { at: when, spans: spans.map(({ outcomes }) => outcomes), spanSinces: spans.flatMap(({ sinces }) => sinces) }
}

const NEVER = { at: [], spans: [], spanSinces: [] }

/** What of an order's rulings is kept of them, for the orders of some facts. Cost: versions that read fields without a history are settled a second time, over their history alone. */
export const verdictKeeper = (facts: Facts, asOf: Instant): ((ref: Ref, ruling: OrderRuling) => { readonly verdicts: readonly KeptVerdict[]; /** When the clock alone may change what is settled a second time. */ readonly due: readonly Instant[] }) => {
  let bare: Facts | undefined
  const alone = (ref: Ref, versions: readonly DefinitionVersion[]): OrderRuling | undefined => settleOrder(bare ??= historyAlone(facts), ref, asOf, versions)
  const versionOf = ({ definition, version }: VerdictRuling): readonly DefinitionVersion[] => facts.model.definitions.get(definition)?.versions.filter((one) => one.version === version) ?? []
  return (ref, ruling) => {
    const due: Instant[] = []
    const verdicts = ruling.verdicts.map((verdict): KeptVerdict => {
      const { definition, version, letters } = verdict
      const chosen = versionOf(verdict)
      const isHistory = ruling.firstClaimAt === ruling.firstAt && !chosen.some((one) => readsUntracked(facts.model, one))
      const past = isHistory ? ruling : alone(ref, chosen)
      const pastVerdict = isHistory ? verdict : past?.verdicts[0]
      if (!isHistory && pastVerdict?.nextAt !== undefined) due.push(pastVerdict.nextAt)
      return { definition, version, disputed: verdict.wasDisputed, ...lettersAt(letters, asOf, ruling.firstAt), ...(past === undefined || pastVerdict === undefined ? NEVER : overTime(pastVerdict, past.firstAt)) }
    })
    return { verdicts, due }
  }
}

/** The verdict of a moment as it is kept: its spans up to it, with the sinces of each. What is not kept of it (evidence, what is missing, shares and times) is left out. */
export const keptRuling = ({ definition, version, domains, answers: { stage } }: DefinitionVersion, spans: readonly string[], sinces: readonly Instant[]): VerdictShown => {
  const width = spans[0]?.length ?? 0
  const last = spans.length - 1
  const letterAt = (place: number): string => spans[last]?.[place - 1] ?? '?'
  const sinceAt = (place: number, span = last): Instant => sinces[span * width + place - 1] as Instant
  const rulingAt = (place: number): OutcomeRuling => {
    const firstMet = spans.findIndex((span) => span[place - 1] === LETTER_OF.MET)
    return { outcome: outcomeOfLetter(letterAt(place)), since: sinceAt(place), ...(firstMet < 0 ? {} : { firstMetAt: sinceAt(place, firstMet) }) }
  }
  const ruled = domains.map(({ domain }, place) => ({ domain, ...rulingAt(placeOf(place)), evidence: [], missing: [] }))
  const stagePlace = placeOf(domains.length)
  const name = stage && stageOfLetter(stage.scale, letterAt(stagePlace))
  return { definition, version, ...rulingAt(placeOf()), domains: ruled, ...skewHours(ruled), disputed: [], answers: stage === undefined ? {} : { stageSince: sinceAt(stagePlace), ...(name === undefined ? {} : { stage: name }) } }
}

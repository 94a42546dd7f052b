import type { Watermark } from '../graph/apply-change.ts'
import type { Journal } from '../journal/open-journal.ts'
import { outboxAfter } from '../journal/outbox.ts'
import type { JournalSummary } from '../journal/read-summary.ts'
import { judgedVersions } from '../model/judged-versions.ts'
import type { Model } from '../model/model.ts'
import { rulesUnderWay } from '../model/rule-versions.ts'

/**
 * Why the graph may not show yet what follows from the journal, each in one sentence; none: it is to show all of it. `model`: with what is held of
 * definitions and rules; each kind of rule that is followed in the background has a line here.
 */
export const catchingUp = async (model: Model, journal: Journal, { last }: Pick<JournalSummary, 'last'>, watermark: Pick<Watermark, 'seq' | 'batch'> | undefined): Promise<readonly string[]> => {
  const graph = watermark?.seq ?? 0
  // Entries that were applied and not confirmed are in the graph.
  const waits = (await outboxAfter(journal, watermark?.batch ?? 0, 1)).length > 0
  return [
    ...(last > graph ? [`the graph shows the journal up to ${graph} of ${last}: it is catching up, or settling has stopped (see osl.log in the home)`] : []),
    ...(last <= graph && waits ? ['changes that were settled are not in the graph yet: it is catching up'] : []),
    ...judgedVersions(model).flatMap(({ definition, version, judging }) => (judging === 'UNDER_WAY' ? [`version ${version} of '${definition}' was approved and not every order is judged by it yet: it is catching up`] : [])),
    ...rulesUnderWay(model.arbitration).map(({ name }) => `what was ruled on '${name}' is not what all that sources disagree about is settled by yet: it is catching up`),
    ...rulesUnderWay(model.derivations).map(({ name }) => `what was ruled on '${name}' is not followed by every link yet: it is catching up`),
  ]
}

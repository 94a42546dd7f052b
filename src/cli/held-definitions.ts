import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { HeldVersion } from '../model/held-version.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { dataOf } from './ask-door.ts'

const QUESTION = `{ definitions { name title owner versions {
  version lifecycle judging ordersLeft effectiveFrom effectiveTo changeReason proposedBy approvedBy
  acts { act actor reason recordedAt effectiveFrom effectiveTo source }
} } }`

const act = z.object({ act: z.string(), actor: z.string(), reason: z.string(), recordedAt: z.string(), effectiveFrom: z.string().nullable(), effectiveTo: z.string().nullable(), source: z.string().nullable() })
const version = z.object({
  version: z.number(), lifecycle: z.enum(['DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE', 'RETIRED']), judging: z.enum(['NOT_YET', 'UNDER_WAY', 'DONE']), ordersLeft: z.number().nullable(), effectiveFrom: z.string().nullable(), effectiveTo: z.string().nullable(),
  changeReason: z.string(), proposedBy: z.string().nullable(), approvedBy: z.string().nullable(), acts: z.array(act),
})
const shape = z.object({ definitions: z.array(z.object({ name: z.string(), title: z.string(), owner: z.string(), versions: z.array(version) })) })

export type AnsweredDefinition = z.infer<typeof shape>['definitions'][number]

/** Definitions as a door answers them. */
export const askDefinitions = async (url: string): Promise<readonly AnsweredDefinition[]> => shape.parse(await dataOf(url, QUESTION)).definitions

const moment = (text: string): Instant => instant(Temporal.Instant.from(text).epochMilliseconds)

/** The same as a journal holds them. */
export const heldOf = (definitions: readonly AnsweredDefinition[]): readonly HeldVersion[] =>
  definitions.flatMap(({ name, versions }) => versions.map(({ version: number, lifecycle, judging, effectiveFrom, effectiveTo, proposedBy, approvedBy, acts }) => ({
    definition: name, version: number, lifecycle, judging, source: acts.findLast((one) => one.source !== null)?.source ?? '',
    ...(effectiveFrom === null ? {} : { effectiveFrom: moment(effectiveFrom) }), ...(effectiveTo === null ? {} : { effectiveTo: moment(effectiveTo) }),
    ...(proposedBy === null ? {} : { proposedBy }), ...(approvedBy === null ? {} : { approvedBy }),
  })))

import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { pageCount } from '../page-count.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'
import type { RulingFlags } from './orders.ts'

export interface ProposalsFlags extends CommonFlags {
  readonly translation?: string
  readonly stage?: string
  readonly first?: string
}

const FIELDS = 'id translation version stage window { from until } group count amount totalCount total share condition evidence holds proposedAt expiresAt decidedBy reason decidedAt'
const QUESTION = `query Proposals($translation: String, $stage: ProposalStage, $first: Int) { proposals(translation: $translation, stage: $stage, first: $first) { totalCount nodes { ${FIELDS} } } }`
const proposalShape = z.object({
  id: z.string(), translation: z.string(), version: z.number(), stage: z.string(), window: z.object({ from: z.string(), until: z.string() }), group: z.string().nullable(),
  count: z.number(), amount: z.number(), totalCount: z.number(), total: z.number(), share: z.number().nullable(), condition: z.string(), evidence: z.number(), holds: z.boolean().nullable(),
  proposedAt: z.string(), expiresAt: z.string().nullable(), decidedBy: z.string().nullable(), reason: z.string().nullable(), decidedAt: z.string().nullable(),
})
type ProposalShown = z.infer<typeof proposalShape>
const listShape = z.object({ proposals: z.object({ totalCount: z.number(), nodes: z.array(proposalShape) }) })

const describe = (one: ProposalShown): string => {
  const decided = one.decidedBy === null ? (one.expiresAt === null ? '' : `, open until ${one.expiresAt}`) : `, by ${one.decidedBy}: ${one.reason}`
  const share = one.share === null ? '' : `, ${(one.share * 100).toFixed(1)} %`
  return `${one.stage} ${one.id}${decided}\n  ${one.window.from} to ${one.window.until}: ${one.count} of ${one.totalCount}, ${one.amount} of ${one.total}${share}; ${one.condition}${one.holds === false ? ' (holds no more)' : ''}`
}

const STAGES = ['PROPOSED', 'ACCEPTED', 'REJECTED', 'EXPIRED']

/** Lists what translations have proposed, latest first. */
export const listProposals = async (flags: ProposalsFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const [first, stage] = [pageCount(flags.first), flags.stage?.toUpperCase()]
  if (stage !== undefined && !STAGES.includes(stage)) throw problem('BAD_ARGUMENT', { argument: '--stage', value: `'${flags.stage ?? ''}'`, wanted: STAGES.join(', ') })
  const { proposals } = listShape.parse(await withHeldDoor(settings, (url) => dataOf(url, QUESTION, { translation: flags.translation ?? null, stage: stage ?? null, first })))
  if (settings.json) printJson(proposals)
  else {
    for (const one of proposals.nodes) print(harmless(describe(one)))
    print(`${proposals.nodes.length} of ${proposals.totalCount} proposals`)
  }
  return 0
}

const decide = (mutation: string) => async (id: string, flags: RulingFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { reason, actor } = flags
  const answer = await withHeldDoor(settings, (url) => dataOf(url, `mutation Decide($id: ID!, $reason: String!) { decided: ${mutation}(id: $id, reason: $reason) { ${FIELDS} } }`, { id, reason }, actor))
  const { decided } = z.object({ decided: proposalShape }).parse(answer)
  if (settings.json) printJson(decided)
  else print(harmless(describe(decided)))
  return 0
}

/** Accepts a proposal; what comes of it is for the systems of its domain. */
export const acceptProposal = decide('acceptProposal')

/** Rejects a proposal, for its window and group for good. */
export const rejectProposal = decide('rejectProposal')

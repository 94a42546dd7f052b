import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { renderTable } from '../../model/render-table.ts'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson, progressLine, say } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { withHeldDoor } from '../with-door.ts'
import { ARBITRATION, DEFINITIONS, DERIVATIONS } from '../held-definitions.ts'
import { numbered } from './definitions.ts'

export interface RehearseFlags extends CommonFlags {
  readonly actor: string
  readonly against?: string
  readonly by?: readonly string[]
}

/** Why a link is not of the other version. */
const HINDRANCES = {
  NO_ROW: 'one of them joins by nothing', KEY: 'they join by nothing that is the same', TIME: 'their times lie too far apart', CONDITION: '`when` is not true of them', MOST: 'the first joins more than `most`', NO_VERSION: 'none was in force',
}

const count = z.number()
const group = z.object({ value: z.string().nullable(), orders: count, changed: count, metBefore: count, metAfter: count })
const cells = z.array(z.object({ before: z.string().nullable(), after: z.string().nullable(), orders: count }))
const skew = z.object({ orders: count, meanHours: count, medianHours: count, p90Hours: count, longestHours: count }).nullable()
const rehearsal = z.object({
  id: z.string(), definition: z.string(), version: count, against: count.nullable(), actor: z.string(), begunAt: z.string(), endedAt: z.string().nullable(), stage: z.string(), failure: z.string().nullable(), orders: count, changed: count.nullable(),
  unified: cells.nullable(), domains: z.array(z.object({ domain: z.string(), cells })).nullable(), stages: cells.nullable(), months: z.array(group).nullable(),
  dimensions: z.array(z.object({ field: z.string(), values: z.array(group), others: group.nullable() })).nullable(), skewBefore: skew, skewAfter: skew,
  links: z.object({
    links: count, linksBefore: count, come: count, gone: count, overflows: count, overflowsBefore: count,
    examples: z.array(z.object({ from: z.object({ id: z.string() }), to: z.object({ id: z.string() }), comes: z.boolean(), key: z.string(), fromAt: z.string().nullable(), toAt: z.string().nullable(), because: z.enum(Object.keys(HINDRANCES) as [keyof typeof HINDRANCES]) })),
  }).nullable(),
  disputes: z.object({
    disputed: count, unsettledBefore: count, unsettledAfter: count, changes: z.array(z.object({ before: z.string().nullable(), after: z.string().nullable(), entities: count })),
    verdicts: z.array(z.object({ definition: z.string(), version: count, cells })),
    examples: z.array(z.object({ about: z.object({ id: z.string() }), before: z.string().nullable(), after: z.string().nullable(), claims: z.array(z.object({ source: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullable(), occurredAt: z.string() })) })),
  }).nullable(),
  examples: z.array(z.object({ order: z.object({ id: z.string() }), before: z.string().nullable(), after: z.string(), text: z.string() })).nullable(), questions: z.array(z.string()),
})
type Rehearsal = z.infer<typeof rehearsal>
const shape = z.object({ rehearsal })

const GROUP = 'value orders changed metBefore metAfter'
const SKEW = '{ orders meanHours medianHours p90Hours longestHours }'
const FIELDS = `{ id definition version against actor begunAt endedAt stage failure orders changed unified { before after orders } domains { domain cells { before after orders } } stages { before after orders } months { ${GROUP} }
  dimensions { field values { ${GROUP} } others { ${GROUP} } } skewBefore ${SKEW} skewAfter ${SKEW} examples { order { id } before after text } questions
  links { links linksBefore come gone overflows overflowsBefore examples { from { id } to { id } comes key fromAt toAt because } }
  disputes { disputed unsettledBefore unsettledAfter changes { before after entities } verdicts { definition version cells { before after orders } } examples { about { id } before after claims { source value occurredAt } } } }`
const BEGIN = `mutation Rehearse($definition: String!, $version: Int!, $against: Int, $by: [String!]) { rehearsal: rehearseDefinition(definition: $definition, version: $version, against: $against, by: $by) ${FIELDS} }`
const BEGIN_LINKS = `mutation Rehearse($derivation: String!, $version: Int!) { rehearsal: rehearseDerivation(derivation: $derivation, version: $version) ${FIELDS} }`
const BEGIN_DISPUTES = `mutation Rehearse($arbitration: String!, $version: Int!) { rehearsal: rehearseArbitration(arbitration: $arbitration, version: $version) ${FIELDS} }`
const CANCEL = `mutation Cancel($id: ID!) { rehearsal: cancelRehearsal(id: $id) ${FIELDS} }`
const READ = `query Rehearsal($id: ID!) { rehearsal(id: $id) ${FIELDS} }`

const LOOK_EVERY_MS = 250

const asked = async (url: string, text: string, variables: Record<string, unknown>, actor: string): Promise<Rehearsal> => shape.parse(await dataOf(url, text, variables, actor)).rehearsal

/** Until it has ended; interrupted, it is cancelled. */
const ended = async (url: string, begun: Rehearsal, { actor }: RehearseFlags, signal: AbortSignal): Promise<Rehearsal> => {
  const progress = progressLine('rehearsed')
  try {
    let now = begun
    while (now.stage === 'UNDER_WAY') {
      await pause(LOOK_EVERY_MS, undefined, { signal })
      now = await asked(url, READ, { id: begun.id }, actor)
      progress.show(now.orders)
    }
    return now
  } catch (error) {
    if (signal.aborted) {
      await asked(url, CANCEL, { id: begun.id }, actor).catch(() => undefined)
      say(`rehearsal ${begun.id} is cancelled`)
    }
    throw error
  } finally {
    progress.end()
  }
}

const rehearsed = async (begin: string, variables: Record<string, unknown>, flags: RehearseFlags, describe: (told: Rehearsal) => readonly string[]): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const told = await withHeldDoor(settings, (url, stopped) => untilInterrupted(async (signal) => ended(url, await asked(url, begin, variables, flags.actor), flags, stopped === undefined ? signal : AbortSignal.any([signal, stopped]))))
  if (told.stage === 'FAILED' || told.stage === 'CANCELLED') throw problem('REHEARSAL_ENDED', { id: Number(told.id), how: told.stage === 'CANCELLED' ? 'was cancelled' : `failed: ${told.failure ?? ''}` })
  if (settings.json) printJson(told)
  else for (const line of describe(told)) print(harmless(line))
  return 0
}

/** Says what a version would change, were it in force. Exit code: 0 when it came to its end. */
const rehearseDefinition = (definition: string, version: string, flags: RehearseFlags): Promise<number> => {
  const against = flags.against === undefined ? null : numbered(DEFINITIONS, definition, flags.against)['version']
  return rehearsed(BEGIN, { ...numbered(DEFINITIONS, definition, version), against, by: flags.by ?? [] }, flags, describe)
}

/** By kind: of a derivation what links come and go, of a rule of arbitration what it decides. */
export const REHEARSE = {
  definition: rehearseDefinition,
  derivation: (derivation: string, version: string, flags: RehearseFlags): Promise<number> => rehearsed(BEGIN_LINKS, numbered(DERIVATIONS, derivation, version), flags, describeLinks),
  arbitration: (rule: string, version: string, flags: RehearseFlags): Promise<number> => rehearsed(BEGIN_DISPUTES, numbered(ARBITRATION, rule, version), flags, describeDisputes),
} as const

const shown = (outcome: string | null): string => outcome ?? '-'
const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)
const changes = (of: z.infer<typeof cells>): readonly string[] => indented(renderTable(['before', 'after', 'orders'], of.map(({ before, after, orders }) => [shown(before), shown(after), String(orders)])))
const groups = (name: string, of: readonly z.infer<typeof group>[]): readonly string[] =>
  indented(renderTable([name, 'orders', 'changed', 'met before', 'met after'], of.map(({ value, orders, changed, metBefore, metAfter }) => [value ?? '-', ...[orders, changed, metBefore, metAfter].map(String)])))
const apart = (of: z.infer<typeof skew>): string => (of === null ? 'no order has two domains that are met' : `${of.meanHours.toFixed(1)} h on average, ${of.medianHours.toFixed(1)} in the middle, ${of.p90Hours.toFixed(1)} for nine tenths, ${of.longestHours.toFixed(1)} at most, over ${of.orders} ${of.orders === 1 ? 'order' : 'orders'}`)

const describe = (told: Rehearsal): readonly string[] => [
  `${told.definition} ${told.version} ${told.against === null ? 'where no version was in force' : `against version ${told.against}`}: ${told.changed ?? 0} of ${told.orders} orders would change`,
  ...changes(told.unified ?? []),
  ...(told.domains ?? []).flatMap(({ domain, cells: of }) => [domain, ...changes(of)]),
  ...(told.stages === null ? [] : ['by stage', ...changes(told.stages)]),
  'by the month in which they began', ...groups('month', told.months ?? []),
  ...(told.dimensions ?? []).flatMap(({ field, values, others }) => [`by ${field}`, ...groups(field, others === null ? values : [...values, { ...others, value: '(others)' }])]),
  `how far apart domains are: ${apart(told.skewBefore)}`,
  `how far apart they would be: ${apart(told.skewAfter)}`,
  ...(told.examples ?? []).flatMap(({ order, before, after, text }) => [`${order.id}: ${shown(before)} → ${after}`, ...indented(text.split('\n'))]),
  ...(told.questions.length === 0 ? [] : ['saved questions that use the word', ...indented(told.questions)]),
]

const overflowing = (entities: number): string => `${entities} ${entities === 1 ? 'entity joins' : 'entities join'} more than the most`

const describeLinks = ({ definition, version, against, orders, links }: Rehearsal): readonly string[] => links === null ? [] : [
  `${definition} ${version} ${against === null ? 'where no version was in force' : `against version ${against}`}: ${links.links} links in place of ${links.linksBefore}, ${links.come} come and ${links.gone} go; ${orders} entities were looked at`,
  `as it is, ${overflowing(links.overflowsBefore)}; as it would be, ${overflowing(links.overflows)}`,
  ...links.examples.map(({ from, to, comes, key, fromAt, toAt, because }) =>
    `${comes ? '+' : '-'} ${from.id} → ${to.id}: both join by '${key}'${fromAt === null ? '' : ` at ${fromAt} and ${toAt ?? ''}`}; ${comes ? 'as it is' : 'as it would be'}, ${HINDRANCES[because]}`),
]

const unsettled = (value: string | null): string => value ?? 'nothing settled'

const describeDisputes = ({ definition, version, against, orders, disputes }: Rehearsal): readonly string[] => disputes === null ? [] : [
  `${definition} ${version} ${against === null ? 'where no version was in force' : `against version ${against}`}: sources disagree about ${disputes.disputed} of ${orders} entities of which several speak; ${disputes.unsettledBefore} are unsettled, ${disputes.unsettledAfter} would be`,
  ...(disputes.changes.length === 0 ? ['what holds would not change'] : ['what would hold', ...indented(renderTable(['before', 'after', 'entities'], disputes.changes.map(({ before, after, entities }) => [unsettled(before), unsettled(after), String(entities)])))]),
  ...disputes.verdicts.flatMap(({ definition: word, version: number, cells: of }) => [`${word} ${number}`, ...changes(of)]),
  ...disputes.examples.flatMap(({ about, before, after, claims }) => [`${about.id}: ${unsettled(before)} → ${unsettled(after)}`, ...indented(claims.map(({ source, value, occurredAt }) => `${source}: ${String(value ?? '-')} at ${occurredAt}`))]),
]

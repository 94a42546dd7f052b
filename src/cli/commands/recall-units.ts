import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { dataOf } from '../ask-door.ts'
import { BALANCE_WORDS, nearWords } from '../recall-lines.ts'
import { BALANCE, balanceShape, type BalanceShown } from '../recall-shape.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { harmless, print, printJson, say } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface UnitsFlags extends CommonFlags {
  readonly format?: string
  readonly scopeVersion?: string
}

const refusalShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Prints the units of a recall as frozen, one a line. */
export const printUnits = async (id: string, flags: UnitsFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const { format = 'csv', scopeVersion: version } = flags
  const query = new URLSearchParams({ format, ...(version === undefined ? {} : { version }) })
  await withHeldDoor(settings, async (url) => {
    const response = await fetch(`${url}/v1/recalls/${encodeURIComponent(id)}/units?${query}`).catch((cause: unknown) => {
      throw problem('DOOR_AWAY', { url, reason: cause instanceof Error ? cause.message : String(cause) }, cause)
    })
    if (!response.ok) throw problem('DOOR_REFUSED', refusalShape.parse(await response.json()).error)
    for await (const chunk of response.body ?? []) if (!process.stdout.write(chunk)) await new Promise((drained) => process.stdout.once('drain', drained))
  })
  return 0
}

export interface WatchFlags extends CommonFlags {
  readonly once?: boolean
  readonly every?: string
}

const named = z.object({ id: z.string() })
const CONCERNED = ['lots', 'orders', 'lines', 'consignees', 'subjects'] as const
const concerned = z.array(named)
const unitShape = z.object({ disposition: z.string(), doubtful: z.boolean(), usedAt: z.array(z.string()), lots: concerned, orders: concerned, lines: concerned, consignees: concerned, subjects: concerned }).nullable()
type UnitShown = NonNullable<z.infer<typeof unitShape>>
const becauseShape = z.array(z.object({ source: z.string(), field: z.string(), occurredAt: z.string(), recordedAt: z.string(), stands: z.boolean() }))
const deltaShape = z.object({
  empty: z.boolean(), added: z.number(), withdrawn: z.number(), changed: z.number(),
  changes: z.array(z.object({ unit: named, kind: z.string(), before: unitShape, after: unitShape, because: becauseShape })),
  consigneesAdded: z.array(named), consigneesWithdrawn: z.array(named), subjectsAdded: z.array(named), subjectsWithdrawn: z.array(named),
  lotsChanged: z.number(), lots: z.array(z.object({ lot: named, kind: z.string(), before: balanceShape.nullable(), after: balanceShape.nullable(), because: becauseShape })),
  nearMatches: z.array(z.object({ entity: named, kind: z.string(), near: z.string(), reason: z.string(), because: becauseShape })),
})
type Delta = z.infer<typeof deltaShape>
const UNIT = `disposition doubtful usedAt ${CONCERNED.map((name) => `${name} { id }`).join(' ')}`
const BECAUSE = 'because { source field occurredAt recordedAt stands }'
const DELTA = `query Delta($id: ID!) { recall(id: $id) { delta { empty added withdrawn changed
  changes { unit { id } kind before { ${UNIT} } after { ${UNIT} } ${BECAUSE} }
  consigneesAdded { id } consigneesWithdrawn { id } subjectsAdded { id } subjectsWithdrawn { id }
  lotsChanged lots { lot { id } kind before { ${BALANCE} } after { ${BALANCE} } ${BECAUSE} } nearMatches { entity { id } kind near reason ${BECAUSE} } } } }`

const list = (words: string, of: readonly { readonly id: string }[]): readonly string[] => (of.length === 0 ? [] : [`  ${words}: ${of.map(({ id }) => id).join(', ')}`])

/** What else changed of a unit than what became of it. */
const differences = (before: UnitShown, after: UnitShown): readonly string[] => {
  const told = (words: string, old: readonly string[], now: readonly string[]): readonly string[] => {
    const moved = [...old.filter((one) => !now.includes(one)).map((one) => `−${one}`), ...now.filter((one) => !old.includes(one)).map((one) => `+${one}`)]
    return moved.length === 0 ? [] : [`    ${words}: ${moved.join(', ')}`]
  }
  const ids = (of: readonly { readonly id: string }[]): readonly string[] => of.map(({ id }) => id)
  return [
    ...CONCERNED.flatMap((name) => told(name, ids(before[name]), ids(after[name]))), ...told('used', before.usedAt, after.usedAt),
    ...(before.doubtful === after.doubtful ? [] : [`    sources ${after.doubtful ? 'disagree' : 'agree'} now`]),
  ]
}

const causes = (because: z.infer<typeof becauseShape>): readonly string[] => because.map(({ source, field, occurredAt, recordedAt, stands }) => `    ${source} said ${field} of ${occurredAt}, told ${recordedAt}${stands ? '' : ', which stands no longer'}`)

/** Parts of a lot's balance that are others now; of one that came or went, those that are not nothing. */
const moved = (before: BalanceShown | null, after: BalanceShown | null): string => ([['made', 'made'], ...BALANCE_WORDS] as const).flatMap(([name, words]) => {
  const [old, now] = [before?.[name] ?? 0, after?.[name] ?? 0]
  return old === now ? [] : [`${words} ${before === null ? now : after === null ? old : `${old} → ${now}`}`]
}).join(', ')

const describe = (delta: Delta): readonly string[] => delta.empty ? ['Nothing has changed since it was frozen.'] : [
  `${delta.added} units added, ${delta.withdrawn} withdrawn, ${delta.changed} changed since it was frozen`,
  ...delta.changes.flatMap(({ unit, kind, before, after, because }) => [
    `  ${kind} ${unit.id}${before === null ? '' : ` ${before.disposition}`}${before === null || after === null ? '' : ' →'}${after === null ? '' : ` ${after.disposition}`}`,
    ...(before === null || after === null ? [] : differences(before, after)),
    ...causes(because),
  ]),
  ...list('consignees added', delta.consigneesAdded), ...list('consignees withdrawn', delta.consigneesWithdrawn),
  ...list('subjects added', delta.subjectsAdded), ...list('subjects withdrawn', delta.subjectsWithdrawn),
  ...(delta.lotsChanged === 0 ? [] : [`${delta.lotsChanged} lots changed`]),
  ...delta.lots.flatMap(({ lot, kind, before, after, because }) => [`  ${kind} ${lot.id} ${moved(before, after)}`, ...causes(because)]),
  ...(delta.nearMatches.length === 0 ? [] : [`${delta.nearMatches.length} near matches came or went`]),
  ...delta.nearMatches.flatMap(({ entity, kind, near, reason, because }) => [`  ${kind} ${entity.id} ${nearWords({ near, reason })}`, ...causes(because)]),
]

const EVERY_S = 30

const everyMs = (given: string | undefined): number => {
  if (given === undefined) return EVERY_S * 1_000
  if (!/^[1-9]\d{0,4}$/.test(given)) throw problem('BAD_ARGUMENT', { argument: '--every', value: `'${given}'`, wanted: 'a whole number of seconds, from 1 on' })
  return Number(given) * 1_000
}

/** Tells what has changed since a recall was frozen: once, exiting with 1 where anything has, or again with every change until it is interrupted. */
export const watchRecall = async (id: string, flags: WatchFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const every = everyMs(flags.every)
  return withHeldDoor(settings, async (url, signal) => {
    for (let before = ''; ;) {
      const { recall: { delta } } = z.object({ recall: z.object({ delta: deltaShape }) }).parse(await dataOf(url, DELTA, { id }))
      const now = JSON.stringify(delta)
      if (now !== before) {
        if (settings.json) printJson(delta)
        else for (const line of describe(delta)) print(harmless(line))
      }
      if (flags.once === true) return delta.empty ? 0 : 1
      if (before === '') say('Watching; Ctrl-C ends it.')
      before = now
      await wait(every, undefined, signal === undefined ? {} : { signal })
    }
  })
}

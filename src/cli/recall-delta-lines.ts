import { z } from 'zod'
import { BALANCE_WORDS, nearWords } from './recall-lines.ts'
import { BALANCE, balanceShape } from './recall-shape.ts'

const named = z.object({ id: z.string() })
const CONCERNED = ['lots', 'orders', 'lines', 'consignees', 'subjects'] as const
const concerned = z.array(named)
const unitShape = z.object({ disposition: z.string(), doubtful: z.boolean(), usedAt: z.array(z.string()), lots: concerned, orders: concerned, lines: concerned, consignees: concerned, subjects: concerned }).nullable()
type UnitShown = NonNullable<z.infer<typeof unitShape>>
const becauseShape = z.array(z.object({ source: z.string(), field: z.string(), occurredAt: z.string(), recordedAt: z.string(), stands: z.boolean() }))
/** Reads the answer to `DELTA`. */
export const deltaShape = z.object({
  empty: z.boolean(), added: z.number(), withdrawn: z.number(), changed: z.number(),
  changes: z.array(z.object({ unit: named, kind: z.string(), before: unitShape, after: unitShape, because: becauseShape })),
  consigneesAdded: z.array(named), consigneesWithdrawn: z.array(named), subjectsAdded: z.array(named), subjectsWithdrawn: z.array(named),
  lotsChanged: z.number(), lots: z.array(z.object({ lot: named, kind: z.string(), before: balanceShape.nullable(), after: balanceShape.nullable(), doubtfulBefore: z.number().nullable(), doubtfulAfter: z.number().nullable(), because: becauseShape })),
  nearMatchesChanged: z.number(), nearMatches: z.array(z.object({ entity: named, kind: z.string(), near: z.string(), reason: z.string(), because: becauseShape })),
})
export type DeltaShown = z.infer<typeof deltaShape>
const UNIT = `disposition doubtful usedAt ${CONCERNED.map((name) => `${name} { id }`).join(' ')}`
const BECAUSE = 'because { source field occurredAt recordedAt stands }'
/** What is asked to tell what has changed since a recall was frozen. */
export const DELTA = `query Delta($id: ID!) { recall(id: $id) { delta { empty added withdrawn changed
  changes { unit { id } kind before { ${UNIT} } after { ${UNIT} } ${BECAUSE} }
  consigneesAdded { id } consigneesWithdrawn { id } subjectsAdded { id } subjectsWithdrawn { id }
  lotsChanged lots { lot { id } kind before { ${BALANCE} } after { ${BALANCE} } doubtfulBefore doubtfulAfter ${BECAUSE} } nearMatchesChanged nearMatches { entity { id } kind near reason ${BECAUSE} } } } }`

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

/** What is otherwise of a lot's balance; of one that came or went, the parts that are not nothing. */
const moved = ({ before, after, doubtfulBefore, doubtfulAfter }: Pick<DeltaShown['lots'][number], 'before' | 'after' | 'doubtfulBefore' | 'doubtfulAfter'>): string => {
  const changed = (words: string, old: number, now: number): readonly string[] => (old === now ? [] : [`${words} ${before === null ? now : after === null ? old : `${old} → ${now}`}`])
  const isStated = before === null || after === null || before.stated === after.stated ? '' : after.stated ? 'stated now' : 'no longer stated'
  const parts = [
    ...changed('made', before?.made ?? 0, after?.made ?? 0), ...(isStated === '' ? [] : [`how many were made is ${isStated}`]),
    ...BALANCE_WORDS.flatMap(([name, words]) => changed(words, before?.[name] ?? 0, after?.[name] ?? 0)),
    // Of what an earlier release froze it is not known.
    ...(before !== null && doubtfulBefore === null ? [] : changed('in dispute', doubtfulBefore ?? 0, doubtfulAfter ?? 0)),
  ]
  // A use that is told late of pieces which were explanted moves none of them.
  return parts.length === 0 && before !== null && after !== null ? 'balanced as before, by other records of its pieces' : parts.join(', ')
}

/** What has changed, as an officer reads it. */
export const deltaLines = (delta: DeltaShown): readonly string[] => delta.empty ? ['Nothing has changed since it was frozen.'] : [
  `${delta.added} units added, ${delta.withdrawn} withdrawn, ${delta.changed} changed since it was frozen`,
  ...delta.changes.flatMap(({ unit, kind, before, after, because }) => [
    `  ${kind} ${unit.id}${before === null ? '' : ` ${before.disposition}`}${before === null || after === null ? '' : ' →'}${after === null ? '' : ` ${after.disposition}`}`,
    ...(before === null || after === null ? [] : differences(before, after)),
    ...causes(because),
  ]),
  ...list('consignees added', delta.consigneesAdded), ...list('consignees withdrawn', delta.consigneesWithdrawn),
  ...list('subjects added', delta.subjectsAdded), ...list('subjects withdrawn', delta.subjectsWithdrawn),
  ...(delta.lotsChanged === 0 ? [] : [`${delta.lotsChanged} lots changed`]),
  ...delta.lots.flatMap(({ lot, kind, because, ...balances }) => [`  ${kind} ${lot.id} ${moved(balances)}`, ...causes(because)]),
  ...(delta.nearMatchesChanged === 0 ? [] : [`${delta.nearMatchesChanged} near matches came or went`]),
  ...delta.nearMatches.flatMap(({ entity, kind, near, reason, because }) => [`  ${kind} ${entity.id} ${nearWords({ near, reason })}`, ...causes(because)]),
]

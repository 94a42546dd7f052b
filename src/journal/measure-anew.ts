import { measureEntity, type Measured } from '../settle/measure-entity.ts'
import { windowOf } from '../settle/measure-window.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { typeOfRef, type Ref } from '../vocabulary/ref.ts'
import { factsBeside, lookingAt, SHARE, shares, type InferNews, type InferWorld, type Looks } from './infer-anew.ts'
import { sql } from './sql.ts'
import type { Translation } from '../model/model.ts'

interface MeasuredRow {
  readonly ref: Ref
  readonly window_from: number
  readonly group_key: string | null
  readonly matches: boolean
  readonly amount: string
}

export const looksOf = ({ measure }: Translation): Looks => ({ type: measure.over, with: measure.with })

const rowOf = (ref: Ref, { from, group, matches, amount }: Measured): MeasuredRow => ({ ref, window_from: from, group_key: group ?? null, matches, amount })

const isSame = (one: MeasuredRow | undefined, other: MeasuredRow | undefined): boolean =>
  one === undefined || other === undefined ? one === other : one.window_from === other.window_from && one.group_key === other.group_key && one.matches === other.matches && Number(one.amount) === Number(other.amount)

/** What some entities add to a measure now; none of a ref that names somebody else by now. */
export const measureThose = async (world: InferWorld, translation: Translation, refs: readonly Ref[]): Promise<ReadonlyMap<Ref, MeasuredRow>> => {
  const facts = await factsBeside(world, looksOf(translation), refs)
  return new Map(refs.flatMap((ref) => {
    const measured = world.told.survivors.of(ref) === ref ? measureEntity(facts, translation, ref, world.now) : undefined
    return measured === undefined ? [] : [[ref, rowOf(ref, measured)] as const]
  }))
}

const insertRows = ({ client }: InferWorld, { name }: Translation, rows: readonly MeasuredRow[]): Promise<unknown> =>
  rows.length === 0 ? Promise.resolve() : client.query(sql('write/measured-in', [name, rows.map((row) => row.ref), rows.map((row) => row.window_from), rows.map((row) => row.group_key), rows.map((row) => row.matches), rows.map((row) => row.amount)]))

/** A window is judged when nothing has changed in it for so long: what is told together is not judged in parts. */
export const QUIET_MS = 5_000

/** Notes windows to be judged: soon, and when they end, where the condition asks whether they have. */
const noteDue = async ({ client, model, now }: InferWorld, { name, measure, when }: Translation, windows: ReadonlySet<number>): Promise<void> => {
  const asksForEnd = when.reads.some(([variable, member]) => variable === 'window' && member === 'over')
  const due = [...windows].flatMap((from) => {
    const { until } = windowOf(measure.every, instant(from), model.timezone)
    const soon = { from, at: now + QUIET_MS }
    return asksForEnd && until > now ? [soon, { from, at: until }] : [soon]
  })
  if (due.length > 0) await client.query(sql('write/measure-due-in', [name, due.map((one) => one.from), due.map((one) => one.at), now + QUIET_MS]))
}

/**
 * Measures anew whatever looks at something touched, and notes the windows in which that changed anything. Cost: three statements a translation for every
 * 500 entities that look, one a step of its paths, four more where anything changed.
 */
export const measureAnew = async (world: InferWorld, { touched, gone }: InferNews): Promise<void> => {
  const { client, model, told } = world
  const news = new Set([...touched, ...gone])
  for (const translation of model.translations.values()) {
    for (const share of shares(await lookingAt(world, looksOf(translation), news), SHARE)) {
      told.beginBatch()
      const after = await measureThose(world, translation, share)
      const before = new Map((await client.query<MeasuredRow>(sql('read/measured', [translation.name, share]))).rows.map((row) => [row.ref, row]))
      const changed = share.filter((ref) => !isSame(before.get(ref), after.get(ref)))
      if (changed.length === 0) continue
      await client.query(sql('write/measured-out', [translation.name, changed]))
      await insertRows(world, translation, changed.flatMap((ref) => after.get(ref) ?? []))
      await noteDue(world, translation, new Set(changed.flatMap((ref) => [before.get(ref), after.get(ref)].flatMap((row) => row?.window_from ?? []))))
    }
  }
}

/** Measures entities of which nothing is kept yet, among some. */
export const addMeasured = async (world: InferWorld, refs: readonly Ref[]): Promise<void> => {
  for (const translation of world.model.translations.values()) {
    const those = refs.filter((ref) => typeOfRef(ref) === translation.measure.over.name)
    if (those.length > 0) await insertRows(world, translation, [...(await measureThose(world, translation, those)).values()])
  }
}

/** Every window is to be judged: all was measured anew. */
export const judgeAllWindows = async (world: InferWorld): Promise<void> => {
  for (const translation of world.model.translations.values()) {
    const { rows } = await world.client.query<{ window_from: Instant }>(sql('read/measured-windows', [translation.name]))
    await noteDue(world, translation, new Set(rows.map((row) => row.window_from)))
  }
}

import fc from 'fast-check'
import { circleOf } from '../../src/journal/circle.ts'
import { asksOrders, judgeByChanges, readChanges, type Judged } from '../../src/journal/judge-by-states.ts'
import type { Journal } from '../../src/journal/open-journal.ts'
import { readSurvivors } from '../../src/journal/read-merges.ts'
import { Told } from '../../src/journal/told.ts'
import type { EntityType } from '../../src/model/entity-type.ts'
import type { DefinitionVersion, Model } from '../../src/model/model.ts'
import { renderProblems } from '../../src/model/render-problems.ts'
import { readsStatesAlone } from '../../src/settle/count-states.ts'
import { settleOrder } from '../../src/settle/settle-order.ts'
import type { Instant } from '../../src/vocabulary/instant.ts'
import { storedRef, type Ref } from '../../src/vocabulary/ref.ts'

type Shown = Readonly<Record<string, Judged>>

/** Orders that a journal tells of, those that were merged as one. */
const ordersIn = async (journal: Journal): Promise<readonly Ref[]> => {
  const survivors = await readSurvivors(journal)
  const { rows } = await journal.query<{ ref: string }>("select ref from entity where type = 'Order'")
  return [...new Set(rows.map(({ ref }) => survivors.of(storedRef(ref))))].sort()
}

/** What a version says of every order that has begun, each settled from its claims. */
export const oneByOne = async (journal: Journal, model: Model, version: DefinitionVersion, asOf: Instant): Promise<Shown> => {
  const orders = await ordersIn(journal)
  const told = new Told(model, await readSurvivors(journal))
  const facts = told.facts((await circleOf(journal, model, told, new Set(orders))).refs)
  return Object.fromEntries(orders.flatMap((order) => {
    const ruling = settleOrder(facts, order, asOf, [version])
    const verdict = ruling?.verdicts[0]
    if (ruling === undefined || verdict === undefined) return []
    const all = [verdict, ...verdict.domains]
    return [[order, { begun: ruling.firstAt, outcomes: all.map(({ outcome }) => outcome), sinces: all.map(({ since }) => since) }]]
  }))
}

/** The same as the database says it, `stretch` orders a statement. */
export const inDatabase = async (journal: Journal, model: Model, version: DefinitionVersion, asOf: Instant, stretch = 10_000): Promise<Shown> => {
  if (!readsStatesAlone(version)) throw new Error(`${version.definition} does not read states alone`)
  const orders = await ordersIn(journal)
  const survivors = await readSurvivors(journal)
  const judged: (readonly [Ref, Judged])[] = []
  for (let from = 0; from < orders.length; from += stretch) {
    const refs = orders.slice(from, from + stretch)
    const told = new Told(model, survivors, undefined, false, true)
    if (asksOrders(version)) await told.ensure(journal, refs)
    judged.push(...judgeByChanges(told.facts(refs), version, await readChanges(journal, model, survivors, version, refs, asOf), asOf))
  }
  return Object.fromEntries(judged.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A version from the text of its domains and what follows them; undefined where the model refuses it. */
export const versionOf = (model: Model, body: string): DefinitionVersion | undefined => {
  const text = `definition: tried\ntitle: tried\nowner: the desk\nversions:\n  - version: 1\n    changeReason: wanted\n${body.replaceAll(/^/gm, '    ')}\n`
  const built = model.buildVersions([{ definition: 'tried', version: 1, source: text, lifecycle: 'APPROVED', judging: 'DONE' }])
  // What could never be so is refused, whatever else is.
  if (!built.ok && built.problems.every(({ message }) => message.includes('never'))) return undefined
  if (!built.ok) throw new Error(renderProblems(built.problems))
  return built.definitions.get('tried')?.versions[0]
}

const condition = (type: EntityType): fc.Arbitrary<string> => {
  const states = [...type.states?.states.values() ?? []]
  const local = fc.constantFrom(...states.map(({ name }) => `'${name}'`))
  const canonical = fc.constantFrom(...states.map(({ canonical: is }) => `'${is}'`))
  return fc.oneof(
    local.map((one) => `state.local == ${one}`),
    local.map((one) => `state.local != ${one}`),
    fc.tuple(local, local).map(([one, other]) => `state.local in [${one}, ${other}]`),
    canonical.map((one) => `state.canonical == ${one}`),
    fc.tuple(local, canonical).map(([one, other]) => `state.local == ${one} || state.canonical != ${other}`),
    fc.tuple(local, canonical).map(([one, other]) => `!(state.local == ${one}) && state.canonical == ${other}`),
    local.map((one) => `state.local.startsWith(${one}.substring(0, 1)) ? state.local == ${one} : int(state.local) > 0`),
    fc.constantFrom('true', 'size(state.local) > 4'),
  )
}

const unified = (domains: readonly string[]): fc.Arbitrary<string> => fc.constantFrom('all', 'any', `"${domains[0]} == 'MET' && ${domains.at(-1)} != 'NOT_MET'"`, `"${domains.map((domain) => `${domain} == 'UNKNOWN'`).join(' || ')}"`)

/** Domains of a version of any shape that reads states alone, over some types of a model. */
export const statesVersion = (model: Model, types: readonly string[], applies: readonly string[]): fc.Arbitrary<string> => {
  const rule = fc.constantFrom(...types).chain((name) => {
    const type = model.types.get(name)
    if (type === undefined) throw new Error(`no type ${name}`)
    return fc.tuple(fc.option(fc.constantFrom(...applies)), fc.option(condition(type)), condition(type), fc.integer({ min: 0, max: 2 }), fc.constantFrom('all', 'any')).map(([applying, when, met, requires, aggregate]) =>
      [`over: ${name}`, ...(applying === null ? [] : [`applies: "${applying}"`]), ...(when === null ? [] : [`appliesWhen: "${when}"`]), `met: "${met}"`, `requires: ${requires}`, `aggregate: ${aggregate}`].map((line) => `    ${line}`).join('\n'))
  })
  const names = model.domains.slice(0, 4)
  const validWhen = fc.option(fc.constantFrom(...applies), { freq: 4 }).map((valid) => (valid === null ? '' : `validWhen: "${valid}"\n`))
  return fc.tuple(validWhen, fc.array(rule, { minLength: 1, maxLength: names.length })).chain(([valid, rules]) => unified(names.slice(0, rules.length)).map((all) => `${valid}domains:\n${rules.map((one, place) => `  ${names[place]}:\n${one}`).join('\n')}\nunified: ${all}`))
}

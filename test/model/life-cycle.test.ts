import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { DefinitionAct } from '../../src/model/definition-act.ts'
import { decide, ruledVersions, type RuledVersion, type Ruling } from '../../src/model/life-cycle.ts'
import { putVersion, replaceVersion } from '../../src/model/put-version.ts'
import { Problem } from '../../src/problems/problem.ts'
import { instant } from '../../src/vocabulary/instant.ts'

/* Rulings one after another, by hand: days are counted from 0, and a ruling of a day is given on it. */
const DAY = 86_400_000
const source = (version: number, more = ''): string => `definition: ready\ntitle: T\nowner: o\nversions:\n  - version: ${version}\n    changeReason: c\n${more}    domains: { a: { over: X, met: "true" } }\n    unified: all\n`
const filed = (version: number, more: string): DefinitionAct => ({ definition: 'ready', version, act: 'FILED', source: source(version, more), actor: 'files', reason: 'r', recordedAt: instant(0) })

class Held {
  readonly acts: DefinitionAct[]
  constructor(...acts: DefinitionAct[]) {
    this.acts = acts
  }

  get versions(): readonly RuledVersion[] {
    return ruledVersions(this.acts, () => true)
  }

  rule(day: number, actor: string, version: number, ruling: Ruling): this {
    this.acts.push(...decide(this.versions, { definition: 'ready', version }, ruling, { actor, reason: 'r', recordedAt: instant(day * DAY) }))
    return this
  }

  propose(day: number, actor: string, version: number): this {
    return this.rule(day, actor, version, { rule: 'propose', source: source(version) })
  }

  approved(day: number, version: number): this {
    return this.propose(day, 'ada', version).rule(day, 'ben', version, { rule: 'approve' })
  }

  activate(day: number, version: number, from = day): this {
    return this.rule(day, 'ben', version, { rule: 'activate', effectiveFrom: instant(from * DAY) })
  }

  retire(day: number, version: number, to?: number): this {
    return this.rule(day, 'ben', version, { rule: 'retire', effectiveTo: to === undefined ? undefined : instant(to * DAY) })
  }

  get told(): readonly string[] {
    return this.versions.map(({ version, lifecycle, judging, effectiveFrom, effectiveTo }) => [version, lifecycle, judging, ...(effectiveFrom === undefined ? [] : [`from ${effectiveFrom / DAY}`]), ...(effectiveTo === undefined ? [] : [`to ${effectiveTo / DAY}`])].join(' '))
  }
}
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'none'
}
const ACTIVE = '    lifecycle: ACTIVE\n    effectiveFrom: 1970-01-01T00:00:00Z\n'

describe('the life of versions', () => {
  it('one that comes into force ends the one before it', () => {
    expect(new Held(filed(1, ACTIVE)).approved(1, 2).activate(2, 2, 9).told).toEqual(['1 RETIRED DONE from 0 to 9', '2 ACTIVE DONE from 9'])
  })

  it('one that is retired before it comes into force is withdrawn, and the one before it goes on', () => {
    const held = new Held(filed(1, ACTIVE)).approved(1, 2).activate(2, 2, 9).retire(3, 2)
    expect(held.told).toEqual(['1 ACTIVE DONE from 0', '2 RETIRED DONE to 9'])
    expect(held.approved(4, 3).activate(5, 3).told).toEqual(['1 RETIRED DONE from 0 to 5', '2 RETIRED DONE to 9', '3 ACTIVE DONE from 5'])
  })

  it('one that goes on again has the end that it had before', () => {
    const held = new Held(filed(1, ACTIVE)).retire(1, 1, 30).approved(1, 2).activate(2, 2, 15)
    expect(held.told).toEqual(['1 RETIRED DONE from 0 to 15', '2 ACTIVE DONE from 15'])
    expect(held.retire(3, 2).told).toEqual(['1 RETIRED DONE from 0 to 30', '2 RETIRED DONE to 15'])
  })

  it('an end that is still to come can be moved, not over one that begins then; one that has come stands', () => {
    const held = (): Held => new Held(filed(1, ACTIVE)).retire(1, 1, 30)
    expect(held().retire(2, 1, 20).told).toEqual(['1 RETIRED DONE from 0 to 20'])
    expect(held().approved(2, 2).activate(3, 2, 30).told).toEqual(['1 RETIRED DONE from 0 to 30', '2 ACTIVE DONE from 30'])
    expect(refusal(() => held().approved(2, 2).activate(3, 2, 30).retire(4, 1, 40))).toBe('VERSIONS_OVERLAP')
    expect(refusal(() => held().retire(31, 1, 40))).toBe('LIFE_CYCLE')
  })

  it('a draft and a proposal may be withdrawn too', () => {
    expect(new Held(filed(1, ACTIVE)).propose(1, 'ada', 2).retire(2, 2).told[1]).toBe('2 RETIRED NOT_YET to 2')
    expect(refusal(() => new Held(filed(1, ACTIVE)).propose(1, 'ada', 2).retire(2, 2).rule(3, 'ben', 2, { rule: 'approve' }))).toBe('LIFE_CYCLE')
  })

  it('one that was approved may be withdrawn; none comes into force beside one that will', () => {
    expect(new Held(filed(1, ACTIVE)).approved(1, 2).retire(2, 2).told).toEqual(['1 ACTIVE DONE from 0', '2 RETIRED DONE to 2'])
    expect(refusal(() => new Held(filed(1, ACTIVE)).approved(1, 2).activate(2, 2, 9).approved(3, 3).activate(3, 3))).toBe('VERSIONS_OVERLAP')
  })

  it('a proposal of the folder is judged by nobody, is approved by another than it names, and its times are for rulings to say', () => {
    const proposed = filed(2, '    lifecycle: PROPOSED\n    proposedBy: ada\n    effectiveFrom: 1970-01-01T00:00:00Z\n')
    expect(new Held(filed(1, ACTIVE), proposed).told[1]).toBe('2 PROPOSED NOT_YET from 0')
    expect(refusal(() => new Held(filed(1, ACTIVE), proposed).rule(1, ' ADA', 2, { rule: 'approve' }))).toBe('OWN_PROPOSAL')
    expect(new Held(filed(1, ACTIVE), proposed).rule(1, 'ben', 2, { rule: 'approve' }).told[1]).toBe('2 APPROVED DONE')
    expect(new Held(filed(1, ACTIVE), filed(2, '')).propose(1, 'ada', 2).told[1]).toBe('2 PROPOSED NOT_YET')
  })

  it('a draft is its author\'s, and a version that was approved is nobody\'s', () => {
    const drafted = (): Held => new Held(filed(1, ACTIVE)).rule(1, 'ada', 2, { rule: 'draft', source: source(2) })
    expect(refusal(() => drafted().propose(2, 'ben', 2))).toBe('DRAFT_OF_ANOTHER')
    expect(refusal(() => drafted().rule(2, 'ben', 2, { rule: 'approve' }))).toBe('LIFE_CYCLE')
    expect(refusal(() => drafted().propose(2, 'ada', 2).propose(3, 'ada', 2))).toBe('VERSION_EXISTS')
    expect(refusal(() => new Held(filed(1, ACTIVE)).propose(1, 'ada', 1))).toBe('VERSION_EXISTS')
    expect(refusal(() => new Held(filed(1, ACTIVE)).retire(1, 7))).toBe('UNKNOWN_VERSION')
    expect(refusal(() => decide([], { definition: 'raedy', version: 1 }, { rule: 'approve' }, { actor: 'a', reason: 'r', recordedAt: instant(0) }))).toBe('UNKNOWN_DEFINITION')
  })
})

describe('a version put into a file', () => {
  const FILE = `# ours
definition: ready
title: T
owner: o
versions:
  - version: 1   # the first
    lifecycle: ACTIVE
    effectiveFrom: 2026-01-01T00:00:00Z
    changeReason: c
    domains: &both
      a: { over: X, met: "true" }   # always
    unified: all
  - version: 2
    changeReason: c
    domains: *both
    unified: any
`
  const held = (version: number, more: Partial<RuledVersion> = {}): RuledVersion => ({ definition: 'ready', version, source: source(version), lifecycle: 'APPROVED', judging: 'DONE', acts: [], ...more })

  it('says how far it has come, in the order in which people write it, and nothing else changes', () => {
    const text = putVersion(FILE, held(2, { lifecycle: 'ACTIVE', effectiveFrom: instant(Date.UTC(2026, 5, 1)), proposedBy: 'ada' }))
    expect(text.replace(/ +#/g, ' #')).toBe(FILE.replace(/ +#/g, ' #').replace('  - version: 2\n', '  - version: 2\n    lifecycle: ACTIVE\n    effectiveFrom: 2026-06-01T00:00:00Z\n    proposedBy: ada\n'))
    expect(putVersion(text, held(2)).replace(/ +#/g, ' #')).toBe(FILE.replace(/ +#/g, ' #').replace('  - version: 2\n', '  - version: 2\n    lifecycle: APPROVED\n'))
  })

  it('is added after those that are there, or is a file of its own', () => {
    expect(putVersion(FILE, held(3))).toContain('    unified: any\n  - version: 3\n    lifecycle: APPROVED\n')
    expect(parse(putVersion(undefined, held(3)))).toEqual({ ...parse(source(3)) as object, versions: [{ version: 3, lifecycle: 'APPROVED', changeReason: 'c', domains: { a: { over: 'X', met: 'true' } }, unified: 'all' }] })
  })

  it('takes the place of other rules; what another version only named is written out', () => {
    const text = replaceVersion(FILE, held(1, { source: source(1).replace('true', 'false') }))
    expect(parse(text)).toMatchObject({ versions: [{ version: 1, domains: { a: { met: 'false' } } }, { version: 2, domains: { a: { met: 'true' } } }] })
    expect(replaceVersion(source(1), held(1))).toMatch(/^versions:\n {2}- version: 1\n/m)
  })
})

import type { DomainRule } from '../model/model.ts'
import type { Missing } from '../vocabulary/missing.ts'
import type { Outcome } from '../vocabulary/outcome.ts'
import type { Difference } from './compare-explained.ts'
import type { Decides, Explained, ReadValue, Shown } from './explained.ts'
import type { NeededFact } from './way.ts'

/** Languages in which an explanation can be told, by their tags (BCP 47). */
export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text)

type Kind<K extends Explained['kind']> = Extract<Explained, { readonly kind: K }>

type Absent = Pick<Kind<'ABSENT'>, 'type' | 'place' | 'requires' | 'rule'>
const absentOf = ({ over, requires, appliesWhen }: DomainRule, place: number): Absent => ({ type: over, place, requires, rule: appliesWhen?.text ?? 'true' })

/** How a language says each part. What the model wrote, refs and rules among it, is quoted as it stands. */
interface Words {
  readonly definition: (part: Kind<'DEFINITION'>) => string
  readonly domain: (part: Kind<'DOMAIN'>) => string
  readonly entity: (part: Kind<'ENTITY'>) => string
  readonly absent: (part: Kind<'ABSENT'>) => string
  readonly condition: (part: Kind<'CONDITION'>, reads: string) => string
  readonly answer: (part: Kind<'ANSWER'>, reads: string) => string
  readonly read: (read: ReadValue) => string
  readonly more: (count: number) => string
  readonly fact: (fact: NeededFact, reads: string) => string
  readonly missing: (rule: DomainRule, missing: Missing) => string
  /** Between what was and what is; what stands on one side alone. */
  readonly became: string
  readonly colon: string
  readonly comma: string
  readonly only: Readonly<Record<'before' | 'after', string>>
  readonly unknownThen: string
}

const quoted = (value: Shown): string => (typeof value === 'string' ? `'${value}'` : String(value))

/** Of an element of a list: what is read of it. */
const ownPath = ({ path }: ReadValue): string => path.split('.').slice(2).join('.')

/** What was looked at, and how many values more. */
const readsIn = ({ read, more, comma }: Words, { reads, moreReads }: { readonly reads: readonly ReadValue[]; readonly moreReads: number }): string =>
  [...reads.map(read), ...(moreReads === 0 ? [] : [more(moreReads)])].join(comma)

/** `state.local`, where a rule names the values that one member would have to have; of a canonical state it is the local ones that mean it. */
const member = ({ reads, values }: NeededFact): string | undefined => (values === undefined ? undefined : reads[0]?.path === 'state.canonical' ? 'state.local' : reads[0]?.path)

const english = (): Words => {
  const outcomes: Readonly<Record<Outcome, string>> = { MET: 'met', NOT_MET: 'not met', UNKNOWN: 'not known', NOT_APPLICABLE: 'not applicable' }
  const decides: Readonly<Record<Decides, string>> = { applies: 'applies where', appliesWhen: 'counts where', met: 'is met where' }
  const whole: Readonly<Record<string, string>> = { all: 'every domain that applies has to be met', any: 'one domain that is met is enough' }
  const holds: Readonly<Record<Outcome, string>> = { MET: 'holds', NOT_MET: 'does not hold', UNKNOWN: 'is not known to hold', NOT_APPLICABLE: 'does not apply' }
  const read = (one: ReadValue): string => {
    const what = one.ref === undefined ? one.path : `${one.ref} ${ownPath(one)}`
    return one.disputed ? `sources disagree about ${what}` : one.value === null ? `nothing is known of ${what}` : `${what} is ${quoted(one.value)}`
  }
  const absent = ({ type, place, requires, rule }: Absent): string => `${type} ${place} of ${requires} required is absent${rule === 'true' ? '' : ` (counted where ${rule})`}`
  return {
    read, absent,
    definition: ({ title, definition, version, outcome, rule }) => `${title} (${definition} ${version}): ${outcomes[outcome]}; ${whole[rule] ?? `it is met where ${rule}`}`,
    domain: ({ domain, outcome, aggregate, met, counted, undecided, over, requires }) => outcome === 'NOT_APPLICABLE' ? `${domain}: not applicable`
      : `${domain}: ${outcomes[outcome]}; ${met} of ${counted} ${over} met${undecided > 0 ? ` and ${undecided} more that may count` : ''}, ${aggregate === 'all' ? 'every one has to be' : 'one is enough'}${requires > 1 ? `, at least ${requires} required` : ''}`,
    entity: ({ ref, outcome }) => `${ref}: ${outcome === 'NOT_APPLICABLE' ? 'does not count' : outcomes[outcome]}`,
    condition: ({ decides: what, rule, outcome }, reads) => `${decides[what]} ${rule}: ${holds[outcome]}${reads === '' ? '' : `; ${reads}`}`,
    answer: ({ answer, value, rule }, reads) => `${answer} ${value === null ? 'is not known' : `is ${quoted(value)}`}, by ${rule}${reads === '' ? '' : `; ${reads}`}`,
    more: (count) => `and ${count} more`,
    missing: (rule, missing) => {
      if (missing.lacks === 'PRESENT') return `${rule.domain}: ${absent(absentOf(rule, missing.place))}`
      if (missing.lacks === 'APPLIES') return `${rule.domain}: ${missing.ref}: not known whether ${rule.applies?.text ?? 'true'}`
      const { lacks, ref, local } = missing
      const now = local === undefined ? 'no state is known' : local === null ? 'sources disagree about its state' : `state is ${local}`
      return `${rule.domain}: ${ref}: ${lacks === 'COUNTS' ? `not known whether ${rule.appliesWhen?.text ?? 'true'}` : `${lacks === 'KNOWN' ? 'not known whether' : 'not'} ${rule.met.text}`}; ${now}`
    },
    became: ' → ',
    colon: ': ',
    comma: ', ',
    only: { before: 'only before: ', after: 'only after: ' },
    unknownThen: 'nobody had told of the order',
    fact: (fact, reads) => {
      const { domain, type, ref, rule, values, reachable } = fact
      const who = ref ?? `another ${type}`
      const what = member(fact) === undefined ? `${rule} would have to hold` : `${member(fact)} would have to be ${(values ?? []).map(quoted).join(' or ')}`
      return `${domain}: ${ref === undefined ? `${who} would have to come${rule === 'true' ? '' : `, with ${rule}`}` : `${who}: ${what}`}${reads === '' ? '' : `; ${reads}`}${reachable ? '' : ', from where no way leads there'}`
    },
  }
}

const chinese = (): Words => {
  const outcomes: Readonly<Record<Outcome, string>> = { MET: '已满足', NOT_MET: '未满足', UNKNOWN: '未知', NOT_APPLICABLE: '不适用' }
  const decides: Readonly<Record<Decides, string>> = { applies: '适用条件', appliesWhen: '计入条件', met: '满足条件' }
  const whole: Readonly<Record<string, string>> = { all: '所有适用的领域都须满足', any: '任一领域满足即可' }
  const holds: Readonly<Record<Outcome, string>> = { MET: '成立', NOT_MET: '不成立', UNKNOWN: '无法判断', NOT_APPLICABLE: '不适用' }
  const read = (one: ReadValue): string => {
    const what = one.ref === undefined ? one.path : `${one.ref} 的 ${ownPath(one)}`
    return one.disputed ? `各来源对 ${what} 说法不一` : one.value === null ? `${what} 未知` : `${what} 为 ${quoted(one.value)}`
  }
  const absent = ({ type, place, requires, rule }: Absent): string => `需要 ${requires} 个 ${type}，缺第 ${place} 个${rule === 'true' ? '' : `（计入条件：${rule}）`}`
  return {
    read, absent,
    definition: ({ title, definition, version, outcome, rule }) => `${title}（${definition} 第 ${version} 版）：${outcomes[outcome]}；${whole[rule] ?? `满足条件：${rule}`}`,
    domain: ({ domain, outcome, aggregate, met, counted, undecided, over, requires }) => outcome === 'NOT_APPLICABLE' ? `${domain}：不适用`
      : `${domain}：${outcomes[outcome]}；${counted} 个 ${over} 中 ${met} 个已满足${undecided > 0 ? `，另有 ${undecided} 个未定是否计入` : ''}，${aggregate === 'all' ? '须全部满足' : '一个即可'}${requires > 1 ? `，至少需要 ${requires} 个` : ''}`,
    entity: ({ ref, outcome }) => `${ref}：${outcome === 'NOT_APPLICABLE' ? '不计入' : outcomes[outcome]}`,
    condition: ({ decides: what, rule, outcome }, reads) => `${decides[what]} ${rule}：${holds[outcome]}${reads === '' ? '' : `；${reads}`}`,
    answer: ({ answer, value, rule }, reads) => `${answer} ${value === null ? '未知' : `为 ${quoted(value)}`}，依据 ${rule}${reads === '' ? '' : `；${reads}`}`,
    more: (count) => `另有 ${count} 项`,
    missing: (rule, missing) => {
      if (missing.lacks === 'PRESENT') return `${rule.domain}：${absent(absentOf(rule, missing.place))}`
      if (missing.lacks === 'APPLIES') return `${rule.domain}：${missing.ref}：无法判断是否 ${rule.applies?.text ?? 'true'}`
      const { lacks, ref, local } = missing
      const now = local === undefined ? '状态未知' : local === null ? '各来源对其状态说法不一' : `状态为 ${local}`
      return `${rule.domain}：${ref}：${lacks === 'COUNTS' ? `无法判断是否 ${rule.appliesWhen?.text ?? 'true'}` : `${lacks === 'KNOWN' ? '无法判断是否' : '不满足'} ${rule.met.text}`}；${now}`
    },
    became: ' → ',
    colon: '：',
    comma: '，',
    only: { before: '仅先前：', after: '仅之后：' },
    unknownThen: '当时尚无人告知该订单',
    fact: (fact, reads) => {
      const { domain, type, ref, rule, values, reachable } = fact
      const what = member(fact) === undefined ? `须使 ${rule} 成立` : `${member(fact)} 须为 ${(values ?? []).map(quoted).join(' 或 ')}`
      return `${domain}：${ref === undefined ? `须再有一个 ${type}${rule === 'true' ? '' : `，且 ${rule}`}` : `${ref}：${what}`}${reads === '' ? '' : `；现在 ${reads}`}${reachable ? '' : '，且无法由此到达'}`
    },
  }
}

const WORDS: Readonly<Record<Language, Words>> = { en: english(), zh: chinese() }

const sentence = (words: Words, part: Explained): string => {
  switch (part.kind) {
    case 'DEFINITION': return words.definition(part)
    case 'DOMAIN': return words.domain(part)
    case 'ENTITY': return words.entity(part)
    case 'ABSENT': return words.absent(part)
    case 'CONDITION': return words.condition(part, readsIn(words, part))
    case 'ANSWER': return words.answer(part, readsIn(words, part))
  }
}

/** Parts told below one; of more, how many is said. */
const MOST_TOLD = 20

/** Where something falls short, what falls short is told of; a condition's own parts are told all, since `!` turns them round. */
const toldBelow = ({ kind, outcome, parts }: Explained): readonly Explained[] =>
  kind === 'CONDITION' || outcome === 'MET' || outcome === 'NOT_APPLICABLE' ? parts : parts.filter((part) => part.outcome === 'NOT_MET' || part.outcome === 'UNKNOWN' || part.kind === 'ANSWER')

/** A part in words, and below it those that decided it: a line each, deeper ones indented. What decided a version that several conditions read is told below the first. */
export const explanationText = (language: Language, part: Explained): string => linesOf(WORDS[language], part, '', new Set()).join('\n')

const linesOf = (words: Words, part: Explained, indent: string, told: Set<Explained>): readonly string[] => {
  const below = told.has(part) ? [] : toldBelow(part)
  if (part.kind === 'DEFINITION') told.add(part)
  const inner = `${indent}  `
  return [
    `${indent}${sentence(words, part)}`, ...below.slice(0, MOST_TOLD).flatMap((one) => linesOf(words, one, inner, told)),
    ...(below.length > MOST_TOLD ? [`${inner}${words.more(below.length - MOST_TOLD)}`] : []),
  ]
}

/** What would have to be so, in a sentence. */
export const factText = (language: Language, fact: NeededFact): string => WORDS[language].fact(fact, readsIn(WORDS[language], fact))

/** A part in a sentence, with whom it is about. */
const placed = (words: Words, { domain, entity }: Difference, part: Explained): string =>
  [...(domain === undefined || part.kind === 'DOMAIN' ? [] : [domain]), ...(entity === undefined || part.kind === 'ENTITY' ? [] : [entity]), sentence(words, part)].join(words.colon)

/** What keeps a domain from being MET, in a sentence; `rule` is the domain's. */
export const missingText = (language: Language, rule: DomainRule, missing: Missing): string => WORDS[language].missing(rule, missing)

/** What differs in one part, in a sentence. */
export const differenceText = (language: Language, difference: Difference): string => differenceIn(WORDS[language], difference)

const differenceIn = (words: Words, difference: Difference): string => {
  const { before, after } = difference
  if (before !== undefined && after !== undefined) return `${placed(words, difference, before)}${words.became}${sentence(words, after)}`
  if (before !== undefined) return `${words.only.before}${placed(words, difference, before)}`
  return after === undefined ? '' : `${words.only.after}${placed(words, difference, after)}`
}

/** What a verdict was and is, and what makes the difference: a line each. */
export const changeText = (language: Language, before: Explained | undefined, after: Explained | undefined, differences: readonly Difference[]): string => {
  const words = WORDS[language]
  const said = (part: Explained | undefined): string => (part === undefined ? words.unknownThen : sentence(words, part))
  return [`${said(before)}${words.became}${said(after)}`, ...differences.slice(0, MOST_TOLD).map((one) => `  ${differenceIn(words, one)}`), ...(differences.length > MOST_TOLD ? [`  ${words.more(differences.length - MOST_TOLD)}`] : [])].join('\n')
}

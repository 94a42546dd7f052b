import type { StaticType } from './expression.ts'
import { SOURCE_FUNCTIONS } from './source-functions.ts'
import type { Overload } from './typed-tree.ts'

/** The variables an expression may name, with their types, and functions beside those of the profile. */
export interface Environment {
  readonly variables: Readonly<Record<string, StaticType>>
  /** Of expressions that no store is asked: they are not printed. */
  readonly functions?: ReadonlyMap<string, readonly Overload[]>
}

/** What a source's expressions see: the record, whose members only the record knows, and functions that read what systems send. */
export const sourceEnvironment = (): Environment => ({ variables: { record: { map: 'dyn' } }, functions: SOURCE_FUNCTIONS })

/** The same with one variable more. */
export const withVariable = (environment: Environment, variable: string, type: StaticType): Environment => ({ ...environment, variables: { ...environment.variables, [variable]: type } })

/** An entity as rules see it: `name` for messages, `members` by attribute. */
export interface EntityShape {
  readonly name: string
  readonly members: Readonly<Record<string, StaticType>>
}

const RULING: StaticType = {
  object: 'state',
  members: { local: 'string', canonical: 'string', since: 'timestamp', source: 'string' },
}
const CLAIM: StaticType = {
  object: 'claim',
  members: { field: 'string', value: 'dyn', source: 'string', domain: 'string', occurredAt: 'timestamp', recordedAt: 'timestamp' },
}

/** Another version whose verdict on the same order rules may read: the domains that it names, and what it answers beside outcomes. */
export interface VerdictShape {
  readonly domains: readonly string[]
  readonly answers: readonly ('stage' | 'share' | 'time')[]
}

const objectOf = (shape: EntityShape | undefined): StaticType => (shape === undefined ? { map: 'dyn' } : { object: shape.name, members: shape.members })

/** An entity in a list: beside its attributes what the rule's own variables say of the entity it looks at. */
const elementOf = (shape: EntityShape | undefined): StaticType =>
  shape === undefined ? { map: 'dyn' } : { object: shape.name, members: { ...shape.members, ref: 'string', state: RULING, edge: { map: 'dyn' } } }

const ANSWERS = { stage: 'string', share: 'double', time: 'timestamp' } as const

const verdictOf = ({ domains, answers }: VerdictShape): StaticType => ({
  object: 'verdict',
  members: {
    outcome: 'string', since: 'timestamp', firstMetAt: 'timestamp', domains: textsOf('domains', domains),
    ...Object.fromEntries(answers.map((answer) => [answer, ANSWERS[answer]])),
  },
})

const textsOf = (object: string, names: Iterable<string>): StaticType => ({ object, members: Object.fromEntries([...names].map((name) => [name, 'string'])) })

/** What a version's rules may name. Of an undefined shape nobody knows the members: it takes any. */
export interface RuleShapes {
  readonly order: EntityShape | undefined
  /** The entity a rule looks at; what is said of the order alone leaves it out. */
  readonly entity?: EntityShape | undefined
  /** By type: what may belong to the order. */
  readonly entities?: ReadonlyMap<string, EntityShape | undefined>
  /** By the name that the version gives it. */
  readonly verdicts?: ReadonlyMap<string, VerdictShape | undefined>
}

/** What the rules of a definition see. */
export const ruleEnvironment = (shapes: RuleShapes): Environment => ({
  variables: {
    order: objectOf(shapes.order),
    ...('entity' in shapes ? { entity: objectOf(shapes.entity) } : {}),
    state: RULING,
    claims: { list: CLAIM },
    edge: { map: 'dyn' },
    entities: { object: 'entities', members: Object.fromEntries([...(shapes.entities ?? [])].map(([type, shape]) => [type, { list: elementOf(shape) }])) },
    verdicts: { object: 'verdicts', by: "the version's 'uses:'", members: Object.fromEntries([...(shapes.verdicts ?? [])].map(([name, shape]) => [name, shape === undefined ? { map: 'dyn' } : verdictOf(shape)])) },
    now: 'timestamp',
  },
})

/** What a version's answers beside outcomes see: as a rule that looks at the order, and the outcomes that it came to: `outcome`, and by domain `outcomes`. */
export const answerEnvironment = (shapes: Omit<RuleShapes, 'entity'>, domains: Iterable<string>): Environment => ({
  variables: { ...ruleEnvironment(shapes).variables, outcome: 'string', outcomes: textsOf('outcomes', domains) },
})

/** What an SLA of a state sees: the entity, its ruling, and the moment at which it is judged. */
export const slaEnvironment = (entity: EntityShape | undefined): Environment => ({ variables: { entity: objectOf(entity), state: RULING, now: 'timestamp' } })

/** What tells what became of an entity: something that a path leads to from it, with its ruling and the last link there. */
export const fateEnvironment = (entity: EntityShape | undefined): Environment => ({ variables: { entity: objectOf(entity), state: RULING, edge: { map: 'dyn' } } })

/** What a field of a recall's files sees that is true or false: the entity it is about. */
export const reportEnvironment = (entity: EntityShape | undefined): Environment => ({ variables: { entity: objectOf(entity) } })

/** What one side of a derivation sees, or both together: entities by variable; of `from` and `to` also their rulings. */
export const derivationEnvironment = (shapes: ReadonlyMap<string, EntityShape | undefined>): Environment => ({
  variables: {
    ...Object.fromEntries([...shapes].map(([variable, shape]) => [variable, objectOf(shape)])),
    ...Object.fromEntries(['from', 'to'].filter((side) => shapes.has(side)).map((side) => [`${side}State`, RULING])),
  },
})

/** What a condition of arbitration sees of a claim; of a claim about a state what it says too. */
export const arbitrationEnvironment = (isState: boolean): Environment => ({
  variables: { claim: { object: 'claim', members: { source: 'string', domain: 'string', trust: 'double', ...(isState ? { local: 'string', canonical: 'string' } : {}) } } },
})

/** What a measure sees of an entity: itself, its ruling, and others by variable. */
export const measureEnvironment = (shapes: ReadonlyMap<string, EntityShape | undefined>): Environment => ({
  variables: { ...Object.fromEntries([...shapes].map(([variable, shape]) => [variable, objectOf(shape)])), state: RULING },
})

/** What the condition and the fields of a proposal see. */
export const proposalEnvironment = (): Environment => ({
  variables: {
    measure: { object: 'measure', members: { count: 'int', amount: 'double', groupCount: 'int', groupTotal: 'double', groupShare: 'double', totalCount: 'int', total: 'double', share: 'double' } },
    group: 'string',
    window: { object: 'window', members: { from: 'timestamp', until: 'timestamp', over: 'bool' } },
  },
})

/** What `unified:` sees: one variable a domain, holding its outcome as text. */
export const unifiedEnvironment = (domains: Iterable<string>): Environment => ({
  variables: Object.fromEntries([...domains].map((domain) => [domain, 'string'])),
})

const BUILT_IN: Readonly<Record<string, StaticType>> = {
  ID: 'string', String: 'string', Int: 'int', Float: 'double', Boolean: 'bool', DateTime: 'timestamp', Date: 'string', Decimal: 'decimal',
}

/** Type of an attribute in rules. An enum is its value's name; a Date is its text `2026-03-02`, which `timestamp()` reads. */
export const attributeStaticType = (type: string | { readonly enum: string }): StaticType =>
  typeof type === 'object' ? 'string' : (BUILT_IN[type] ?? 'dyn')

import type { StaticType } from './expression.ts'

/** The variables an expression may name, with their types. */
export interface Environment {
  readonly variables: Readonly<Record<string, StaticType>>
}

/** What a source's expressions see: the record, whose members only the record knows. */
export const sourceEnvironment = (): Environment => ({ variables: { record: { map: 'dyn' } } })

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

const objectOf = (shape: EntityShape | undefined): StaticType => (shape === undefined ? { map: 'dyn' } : { object: shape.name, members: shape.members })

/** What the rules of a definition see. `applies` looks at the order alone: leave `entity` out. Of an undefined shape nobody knows the members: it takes any. */
export const ruleEnvironment = (shapes: { readonly order: EntityShape | undefined; readonly entity?: EntityShape | undefined }): Environment => {
  return {
    variables: {
      order: objectOf(shapes.order),
      ...('entity' in shapes ? { entity: objectOf(shapes.entity) } : {}),
      state: RULING,
      claims: { list: CLAIM },
      edge: { map: 'dyn' },
      now: 'timestamp',
    },
  }
}

/** What an SLA of a state sees: the entity, its ruling, and the moment at which it is judged. */
export const slaEnvironment = (entity: EntityShape | undefined): Environment => ({ variables: { entity: objectOf(entity), state: RULING, now: 'timestamp' } })

/** What one side of a derivation sees, or both together: entities by variable; of `from` and `to` also their rulings. */
export const derivationEnvironment = (shapes: ReadonlyMap<string, EntityShape | undefined>): Environment => ({
  variables: {
    ...Object.fromEntries([...shapes].map(([variable, shape]) => [variable, objectOf(shape)])),
    ...Object.fromEntries(['from', 'to'].filter((side) => shapes.has(side)).map((side) => [`${side}State`, RULING])),
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

import { buildClientSchema, getNamedType, GraphQLInputObjectType, GraphQLObjectType, introspectionFromSchema, isNonNullType, printSchema } from 'graphql'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bindResolvers } from '../../src/gateway/schema/bind-resolvers.ts'
import { buildServedSchema } from '../../src/gateway/schema/build-served-schema.ts'
import { loadModel } from '../../src/model/load-model.ts'
import { readModelSdl } from '../../src/model/sdl.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const load = async (folder: string) => {
  const loaded = await loadModel(join(ROOT, folder))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return { model: loaded.model, schema: bindResolvers(buildServedSchema(loaded.model, await readModelSdl(join(ROOT, folder))), loaded.model) }
}

describe.each(['examples/bakery', 'schema', 'test/graph/potter'])('the schema served for %s', (folder) => {
  it('has every type of the model as an Entity with the interface’s fields, none of the model’s required', async () => {
    const { model, schema } = await load(folder)
    for (const { name, attributes, relations } of model.types.values()) {
      const type = schema.getType(name)
      expect(type).toBeInstanceOf(GraphQLObjectType)
      const fields = (type as GraphQLObjectType).getFields()
      expect((type as GraphQLObjectType).getInterfaces().map((one) => one.name)).toEqual(['Node', 'Entity'])
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(['id', 'type', 'key', 'domain', 'identifiers', 'resolved', 'state', 'belongsTo', 'claims', 'lineage', ...attributes.keys(), ...relations.keys()]))
      for (const attribute of attributes.keys()) expect(isNonNullType(fields[attribute]?.type)).toBe(false)
      for (const [field, { many, target }] of relations) expect(getNamedType(fields[field]?.type)?.name).toBe(many ? `${target}Connection` : target)
    }
  })

  it('filters by every field, and by related entities', async () => {
    const { model, schema } = await load(folder)
    for (const { name, attributes, relations } of model.types.values()) {
      const where = schema.getType(`${name}Where`)
      expect(where).toBeInstanceOf(GraphQLInputObjectType)
      expect(Object.keys((where as GraphQLInputObjectType).getFields())).toEqual(expect.arrayContaining(['and', 'or', 'not', 'id', 'key', 'state', ...attributes.keys(), ...relations.keys()]))
    }
  })

  it('survives introspection, and shows no directive of the model’s authors on anything', async () => {
    const { schema } = await load(folder)
    expect(printSchema(buildClientSchema(introspectionFromSchema(schema)))).toBe(printSchema(schema))
    expect(printSchema(schema)).not.toMatch(/@(classified|identifier|relation|entity)\(.*\) *[{\n]/)
  })
})

it('descriptions of the model’s author reach the asker', async () => {
  const { schema } = await load('examples/bakery')
  expect((schema.getType('Order') as GraphQLObjectType).description).toBe('A cake or a tray of rolls that a customer asked for.')
})

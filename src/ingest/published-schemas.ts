import { readFileSync } from 'node:fs'
import type { JsonSchema } from '../model/json-schema.ts'
import type { Model, SourceModel } from '../model/model.ts'
import { isPublished, type PublishedSchema } from '../model/record-schemas.ts'
import { judgeBy, type JudgeRecord } from './judge-record.ts'

const read = new Map<PublishedSchema, JsonSchema>()

/** Read when the first record comes that is judged by it: most models have none. */
const published = (name: PublishedSchema): JsonSchema => {
  const schema = read.get(name) ?? (JSON.parse(readFileSync(new URL(`../../schema/published/${name}.json`, import.meta.url), 'utf8')) as JsonSchema)
  read.set(name, schema)
  return schema
}

const NOBODY: JudgeRecord = () => undefined

/** How records of a source are judged; the folder's own schema stands before a published one of the same name. */
export const judgeOf = ({ schemas }: Pick<Model, 'schemas'>, { options: { schema: name } }: SourceModel, typeMember: string, other?: string): JudgeRecord => {
  const schema = name === undefined ? undefined : (schemas.get(name) ?? (isPublished(name) ? published(name) : undefined))
  return name === undefined || schema === undefined ? NOBODY : judgeBy(schema, name, typeMember, other)
}

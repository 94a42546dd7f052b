import { parse, visit } from 'graphql'
import { describe, expect, it } from 'vitest'
import { filesOfTree, textOf } from './tree.ts'
import { basename, dirname } from 'node:path'

const files = filesOfTree()
const models = files.filter((path) => basename(path) === 'model.yaml').map((path) => dirname(path))
const isKernel = (path: string): boolean => path.startsWith('src/') && /\.(ts|tsx|js)$/.test(path)

/** `schema/domains/<domain>/…` → domain, for every model folder. */
const domainsOf = (model: string): readonly string[] => files.filter((path) => path.startsWith(`${model}/domains/`)).map((path) => path.slice(model.length).split('/')[2] ?? '')

const typesOf = (model: string): readonly string[] => {
  const names: string[] = []
  const readName = (node: { readonly name: { readonly value: string } }): void => void names.push(node.name.value)
  for (const path of files.filter((each) => each.startsWith(`${model}/domains/`) && each.endsWith('.graphql')))
    visit(parse(textOf(path)), { ObjectTypeDefinition: readName, EnumTypeDefinition: readName })
  return names
}

/** `Order` is the one type the kernel knows by name. */
const types = new Set(models.flatMap(typesOf).filter((name) => name !== 'Order'))
const domains = new Set(models.flatMap(domainsOf))

/** Comments may use English, in which `service` is a word. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1')

/** What a published standard calls its own things is not a model's name for its: files that write the standard's form may say these. */
const OF_STANDARDS: Readonly<Record<string, readonly string[]>> = { 'src/recall/fhir-bundle.ts': ['Patient', 'Procedure'] }

const occurrences = (names: ReadonlySet<string>, read: (path: string) => string): readonly string[] =>
  files.filter(isKernel).flatMap((path) => {
    const words = new Set(read(path).match(/[A-Za-z_][A-Za-z0-9_]*/g))
    return [...names].filter((name) => words.has(name) && OF_STANDARDS[path]?.includes(name) !== true).map((name) => `${path}: ${name}`)
  })

describe('the kernel knows no business', () => {
  it('finds model folders to read the names from', () => {
    expect(models).toContain('schema')
    expect(models).toContain('examples/bakery')
    expect(types.size).toBeGreaterThan(10)
    expect(domains.size).toBeGreaterThan(5)
  })
  it('names no entity type or enum of any model, comments included', () => {
    expect(occurrences(types, textOf)).toEqual([])
  })
  it('names no domain of any model', () => {
    expect(occurrences(domains, (path) => withoutComments(textOf(path)))).toEqual([])
  })
})

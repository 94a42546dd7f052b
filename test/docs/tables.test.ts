import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { makeProgram } from '../../src/cli/program.ts'
import { catalogue } from '../../src/problems/catalogue.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('docs/errors.md', () => {
  const rows = [...textOf('docs/errors.md').matchAll(/^\| `([A-Z0-9_]+)` \| (\w+) \| (.+) \|$/gm)].map(([, code, kind, advice]) => ({ code, kind, advice }))

  it('has every code of the catalogue once, with its kind, and no other', () => {
    const known = Object.entries(catalogue).map(([code, { kind }]) => `${code} ${kind}`).sort()
    expect(rows.map(({ code, kind }) => `${code ?? ''} ${kind ?? ''}`).sort()).toEqual(known)
  })
})

describe('docs/settings.md', () => {
  const page = textOf('docs/settings.md')
  const flagsOf = (command: Command): readonly string[] => [...command.options.map(({ flags }) => flags), ...command.commands.flatMap(flagsOf)]
  const namesOf = (command: Command): readonly string[] => command.commands.flatMap((inner) => (inner.commands.length > 0 ? namesOf(inner).map((name) => `${inner.name()} ${name}`) : [inner.name()]))

  it('has every flag of every command', () => {
    const flags = [...new Set(flagsOf(makeProgram(() => undefined)))].filter((flag) => flag !== '-V, --version')
    expect(flags.length).toBeGreaterThan(5)
    expect(flags.filter((flag) => !page.includes(`\`${flag}\``))).toEqual([])
  })

  it('has every command', () => {
    expect(namesOf(makeProgram(() => undefined)).filter((name) => !new RegExp(`^\\| \`${name}[ \`]`, 'm').test(page))).toEqual([])
  })

  it('has every variable that the program reads, and .env.example no other', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|js)$/.test(path) && !path.startsWith('generated')).map((path) => textOf(join('src', path))).join('\n')
    const read = new Set([...sources.matchAll(/env\['(\w+)'\]|'(OSL_\w+)'/g)].map(([, variable, own]) => variable ?? own ?? ''))
    expect(read.size).toBeGreaterThan(6)
    expect([...read].filter((variable) => !page.includes(`\`${variable}\``))).toEqual([])
    const example = [...textOf('.env.example').matchAll(/^#(\w+)=/gm)].map(([, variable]) => variable ?? '')
    expect(example.filter((variable) => !page.includes(`\`${variable}\``))).toEqual([])
  })
})

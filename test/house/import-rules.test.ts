import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './tree.ts'

/** A tree that breaks each rule once. A cruiser that reads no TypeScript (as happened under a newer compiler) finds nothing wrong with anything. */
const planted: Readonly<Record<string, string>> = {
  'src/vocabulary/ref.ts': "import { a } from '../problems/a.ts'\nexport const ref = a\n",
  'src/problems/a.ts': 'export const a = 1\n',
  'src/settle/decide.ts': 'export const decide = 1\n',
  'src/plan/plan.ts': "import { decide } from '../settle/decide.ts'\nexport const plan = decide\n",
  'src/compile/compile.ts': "import pg from 'pg'\nexport const compile = pg\n",
  'src/journal/append.ts': "import neo4j from 'neo4j-driver'\nexport const append = neo4j\n",
  'src/graph/one.ts': "import { two } from './two.ts'\nexport const one = () => two\n",
  'src/graph/two.ts': "import { one } from './one.ts'\nexport const two = () => one\n",
  'src/ingest/read.ts': "import { z } from 'zod'\nexport const read = z\n",
  'src/servers/start.ts': "import { append } from '../journal/append.ts'\nexport const start = append\n",
  'src/answer.ts': "import { door } from './gateway/door.ts'\nimport { parse } from 'graphql'\nexport const answer = [door, parse]\n",
  'src/gateway/door.ts': "import { it } from 'vitest'\nexport const door = it\n",
}

describe('the import rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'osl-imports-'))
  let broken: string[] = []

  beforeAll(() => {
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) cpSync(join(root, file), join(folder, file))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const depcruise = join(root, 'node_modules/.bin/depcruise')
    const report = execFileSync(process.execPath, [depcruise, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], { cwd: folder, encoding: 'utf8' })
    const { summary } = JSON.parse(report) as { summary: { violations: readonly { from: string; to: string; rule: { name: string } }[] } }
    broken = summary.violations.map(({ from, rule }) => `${from} ${rule.name}`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ['src/vocabulary/ref.ts', 'vocabulary-sees-only-what-is-below'],
    ['src/plan/plan.ts', 'plan-sees-only-what-is-below'],
    ['src/plan/plan.ts', 'plan-never-meets-settle'],
    ['src/compile/compile.ts', 'pg-in-journal-and-servers'],
    ['src/journal/append.ts', 'neo4j-driver-in-graph-and-servers'],
    ['src/graph/one.ts', 'no-cycles'],
    ['src/ingest/read.ts', 'zod-at-the-doors'],
    ['src/servers/start.ts', 'servers-see-only-words'],
    ['src/answer.ts', 'answer-sees-only-what-is-below'],
    ['src/answer.ts', 'graphql-in-sdl-and-gateway'],
    ['src/gateway/door.ts', 'src-ships-without-dev-packages'],
  ])('they find in %s what %s forbids', (file, rule) => {
    expect(broken).toContain(`${file} ${rule}`)
  })
})

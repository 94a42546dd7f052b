import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesOfTree, root, textOf } from './tree.ts'

const files = filesOfTree()
const isText = (path: string): boolean => !/\.(png|jpg|gif|jar|gz|zip|woff2?|ttf)$/.test(path)

/** Written in pieces, so that this file does not find itself. */
const registryHosts = [['npmjs', 'org'], ['npmjs', 'com'], ['maven', 'org'], ['apache', 'org/maven2'], ['pypi', 'org'], ['pythonhosted', 'org'], ['crates', 'io'], ['debian', 'org'], ['golang', 'org']].map((parts) => parts.join('.'))
const machinePath = new RegExp(`(^|[\\s'"\`(=:])/(${['home', 'root', 'work', 'Users'].join('|')})/`, 'm')

describe('the tree', () => {
  it('names no package registry, so it installs from whichever the machine is set up with', () => {
    const found = files.filter(isText).flatMap((path) => {
      const text = textOf(path)
      return registryHosts.filter((host) => text.includes(host)).map((host) => `${path}: ${host}`)
    })
    expect(found).toEqual([])
    expect(textOf('package-lock.json')).not.toContain('"resolved"')
  })

  it('holds no path of somebody’s machine', () => {
    expect(files.filter((path) => isText(path) && machinePath.test(textOf(path)))).toEqual([])
  })

  it('has in every folder of src a README of at most 25 lines', () => {
    const folders = [...new Set(files.filter((path) => path.startsWith('src/') && path.split('/').length > 2).map((path) => path.split('/').slice(0, 2).join('/')))]
    expect(folders.filter((folder) => !files.includes(`${folder}/README.md`))).toEqual([])
    const long = files.filter((path) => path.startsWith('src/') && path.endsWith('README.md') && textOf(path).trimEnd().split('\n').length > 25)
    expect(long).toEqual([])
  })

  it('has documents whose relative links lead to files', () => {
    const broken = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...textOf(path).replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
          .map((match) => decodeURI(match[1] ?? ''))
          .filter((target) => !/^([a-z]+:|#)/.test(target))
          .filter((target) => !existsSync(join(root, dirname(path), target.replace(/#.*$/, ''))))
          .map((target) => `${path} → ${target}`),
      )
    expect(broken).toEqual([])
  })
})

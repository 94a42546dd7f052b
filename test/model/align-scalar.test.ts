import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Document, isScalar, parseDocument, Scalar } from 'yaml'
import { alignScalar } from '../../src/model/align-scalar.ts'
import { parseYaml } from '../../src/model/yaml-file.ts'

const STYLES = [Scalar.PLAIN, Scalar.QUOTE_SINGLE, Scalar.QUOTE_DOUBLE, Scalar.BLOCK_LITERAL, Scalar.BLOCK_FOLDED] as const
// Without backslashes, so that in the file one always is the writer's escape.
const word = fc.stringMatching(/^[a-z'"é=.&|#:,]{1,8}$/)

const fileWith = (text: string) => {
  const said: unknown[] = []
  const file = parseYaml('f.yaml', text, (_, place, parameters) => said.push({ place, parameters }))
  if (file === undefined) throw new Error(JSON.stringify(said))
  return file
}

describe('a place inside a scalar', () => {
  it('is of the same character in the file, whatever the quoting, folding and indentation', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.constantFrom(...STYLES), fc.nat(), fc.constantFrom(' ', '\n'), (words, style, pick, gap) => {
        const value = words.join(gap)
        const scalar = new Scalar(value)
        scalar.type = style
        const text = String(new Document({ outer: { key: scalar } }))
        const node = parseDocument(text).getIn(['outer', 'key'], true)
        fc.pre(isScalar(node) && node.value === value)
        if (!isScalar(node) || !node.range) return
        const letters = [...value].flatMap((char, i) => (/[a-zé=.&|]/.test(char) ? [i] : []))
        const offset = letters[pick % Math.max(1, letters.length)]
        if (offset === undefined) return
        const at = alignScalar(text, node.range[0], node.range[1], value, offset)
        expect(text[at]).toBe(value[offset])
        // The same letters come before it in the file as in the value, so it is that very one and not another like it.
        const before = text.slice(node.range[0], at).replaceAll(/\\[n"]|\\\n|[^a-zé=.&|]/g, '')
        expect(before.endsWith(value.slice(0, offset).replaceAll(/[^a-zé=.&|]/g, ''))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['plain', 'met: abc + def\n', 6, 'f.yaml:1:12'],
    ['single-quoted, with a doubled quote before it', "met: 'a == ''x'' && def'\n", 12, 'f.yaml:1:21'],
    ['double-quoted, with escapes before it', 'met: "a == \\"x\\" && \\u0064ef"\n', 12, 'f.yaml:1:21'],
    ['a literal block', 'met: |\n  abc &&\n    def\n', 9, 'f.yaml:3:5'],
    ['a folded block', 'met: >-\n  abc &&\n  def\n', 7, 'f.yaml:3:3'],
    ['plain over two lines', 'met: abc &&\n  def\n', 7, 'f.yaml:2:3'],
    ['a number', 'met: 12\n', 1, 'f.yaml:1:7'],
  ])('is right in %s', (_, text, offset, expected) => {
    const { file, line, column } = fileWith(text).insideAt(['met'], offset)
    expect(`${file}:${line}:${column}`).toBe(expected)
  })
})

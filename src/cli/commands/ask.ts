import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { problem } from '../../problems/problem.ts'
import { askDoor } from '../ask-door.ts'
import { readSettings, type CommonFlags } from '../settings.ts'
import { faint, print, printJson, say } from '../terminal.ts'
import { withHeldDoor } from '../with-door.ts'

export interface AskFlags extends CommonFlags {
  readonly variables?: string
  readonly receipt?: string
  readonly explain?: boolean
  readonly profile?: boolean
}

const operator = z.object({ depth: z.number(), operator: z.string(), details: z.string(), rows: z.number(), dbHits: z.number() })
const explainShape = z.object({ statements: z.array(z.object({ name: z.string(), text: z.string(), parameters: z.record(z.string(), z.unknown()), ms: z.number(), rows: z.number(), profile: z.array(operator).optional() })) })
type Sent = z.infer<typeof explainShape>['statements']

/** Asks a question, given as text, as a file's name or on standard input (`-`). Exit code: 0, or 1 when the answer has errors. */
export const ask = async (question: string, flags: AskFlags): Promise<number> => {
  const settings = readSettings(flags, process.env)
  const query = await readQuestion(question)
  const variables = readVariables(flags.variables)
  const receipt = flags.receipt === undefined ? {} : { 'x-osl-receipt': await readReceipt(flags.receipt) }
  const explained = flags.explain === true || flags.profile === true
  const answer = await withHeldDoor(settings, (url) => askDoor(url, query, variables, { ...receipt, ...(explained ? { 'x-osl-explain': flags.profile === true ? 'profile' : '1' } : {}) }))
  const { explain, ...extensions } = answer.extensions ?? {}
  if (explained && !settings.json) explainStatements(explainShape.parse(explain ?? { statements: [] }).statements)
  const { extensions: _, ...rest } = answer
  if (settings.json) printJson(answer)
  else printJson(rest)
  if (!settings.json && explained) say(faint(`receipt ${JSON.stringify(extensions['receipt'])}`))
  return answer.errors === undefined ? 0 : 1
}

/** A question never ends like a file's name, so what does is one that is not there. */
const readQuestion = async (question: string): Promise<string> => {
  if (question === '-') return text(process.stdin)
  if (!existsSync(question) && !/\.(graphql|gql)$/.test(question)) return question
  return readFile(question, 'utf8').catch((cause: unknown) => {
    throw problem('FILE_UNREADABLE', { file: question }, cause)
  })
}

const answered = z.object({ extensions: z.object({ receipt: z.looseObject({}) }) })

/** A receipt as a header carries it. What it says is for the door to judge. */
const readReceipt = async (given: string): Promise<string> => {
  const text = given.trimStart().startsWith('{') ? given : await readFile(given, 'utf8').catch((cause: unknown) => {
    throw problem('FILE_UNREADABLE', { file: given }, cause)
  })
  try {
    const told = z.looseObject({}).parse(JSON.parse(text))
    const whole = answered.safeParse(told)
    return Buffer.from(JSON.stringify(whole.success ? whole.data.extensions.receipt : told)).toString('base64url')
  } catch (cause) {
    throw problem('BAD_ARGUMENT', { argument: '--receipt', value: `'${given}'`, wanted: 'the JSON of extensions.receipt, or a file with it or with the answer that it came with (osl ask --json)' }, cause)
  }
}

const readVariables = (given: string | undefined): Record<string, unknown> => {
  if (given === undefined) return {}
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(given))
  } catch (cause) {
    throw problem('BAD_ARGUMENT', { argument: '--variables', value: `'${given}'`, wanted: 'a JSON object, such as {"id": "A-7"}' }, cause)
  }
}

const explainStatements = (sent: Sent): void => {
  for (const [index, statement] of sent.entries()) {
    print(`-- ${index + 1}/${sent.length} ${statement.name}: ${statement.rows} rows, ${statement.ms.toFixed(1)} ms`)
    print(statement.text)
    print(`-- ${JSON.stringify(statement.parameters)}`)
    for (const { depth, operator: name, details, rows, dbHits } of statement.profile ?? []) print(`-- ${'  '.repeat(depth)}${name} ${rows} rows, ${dbHits} hits  ${details.replaceAll(/\s+/g, ' ').slice(0, 120)}`)
    print('')
  }
}

import { InvalidArgumentError, type Command } from 'commander'

export const JSON_HELP = 'print one JSON document on standard output, everything else on standard error'

export const common = (command: Command): Command =>
  command
    .option('--model <folder>', 'model folder, or a folder with a link `model` to one (OSL_MODEL; default: examples/medtech)')
    .option('--home <folder>', 'where the bundled servers keep this world (OSL_HOME; default: .osl/<name of the model folder>)')
    .option('--port <port>', 'the door\'s port on 127.0.0.1, 0 for any free one (OSL_PORT; default: 4000)')
    .option('--json', JSON_HELP)

/** What `--to` or `--by` adds to those before it. */
export const namesOf = (what: string) => (given: string, before: readonly string[] = []): readonly string[] => {
  const names = given.split(',').map((name) => name.trim()).filter((name) => name !== '')
  if (names.length === 0) throw new InvalidArgumentError(`It names no ${what}.`)
  return [...before, ...names]
}

/** A value may hold anything: what is given is added to those before it as it stands. */
export const gathered = (given: string, before: readonly string[] = []): readonly string[] => [...before, given]

/** The last of two would silently be taken for both, and an empty folder's name for the folder one stands in. */
const once = (given: string, before: unknown): string => {
  if (before !== undefined) throw new InvalidArgumentError('It is given twice.')
  if (given === '') throw new InvalidArgumentError('It is empty.')
  return given
}

/** Every value of every command is given once, and says something, but for those that gather. */
export const takeOnce = (command: Command): void => {
  for (const option of command.options) if (option.required && option.parseArg === undefined) option.argParser(once)
  for (const argument of command.registeredArguments) if (!argument.variadic) argument.argParser(once)
  command.commands.forEach(takeOnce)
}

import { Option, type Command } from 'commander'
import type { ActFlags, ListFlags, OpenFlags, WidenFlags } from './commands/recall.ts'
import type { CausesFlags } from './commands/recall-causes.ts'
import type { FilesFlags } from './commands/recall-files.ts'
import type { UnitsFlags, WatchFlags } from './commands/recall-units.ts'
import { common, gathered } from './options.ts'
import type { CommonFlags } from './settings.ts'

/** What a recall is about. */
const scoped = (command: Command): Command => command
  .addOption(new Option('--udi <udi>', 'a UDI in any form: of a product, a lot or one unit; one --udi each').argParser(gathered))
  .option('--di <di>', 'the product\'s device identifier, such as a GTIN')
  .addOption(new Option('--lot <number>', 'a lot number, as it is printed; one --lot each').argParser(gathered))
  .option('--serials <from..to>', 'serial numbers, both ends included')
  .addOption(new Option('--from <ref>', 'anything that units come from: a supplier lot, a work order, an engineering change; one --from each').argParser(gathered))
  .option('--produced <from..to>', 'made between two RFC 3339 times; one end may be left out')
  .option('--expires <from..to>', 'expiring between two RFC 3339 times')
  .option('--condition <cel>', 'a condition in CEL over entity, the unit, and its state')
  .addOption(new Option('--scope <json>', 'the scope as a RecallScope in JSON, for several parts').conflicts(['udi', 'di', 'lot', 'serials', 'from', 'produced', 'expires', 'condition']))
  .option('--confirm', 'also where it is about more than a tenth of all units')

/** Cases of recall. */
export const addRecalls = (program: Command, exit: (code: number) => void): void => {
  const recall = program.command('recall').description('recalls: open, list, show, units, files, watch, causes, widen, act')
  const by = (command: Command): Command => common(command).option('--actor <name>', 'who does so, kept with the case (default: the name of the account)')
  scoped(by(recall.command('open').description('find every unit of a scope, whom each concerns and what became of it, and freeze that as a case')))
    .option('--title <text>', 'what it is called (default: of the scope)')
    .option('--class <class>', 'how grave it is: I, II or III (default: II)')
    .option('--depth <depth>', 'how far down it goes: wholesale, retail, user or subject (default: subject)')
    .option('--reason <text>', 'why, kept with the case (default: the title)')
    .option('--files <folder>', 'where its files go, as osl recall files writes them (default: a folder here with its id)')
    .option('--no-files', 'write none')
    .action(async (flags: OpenFlags) => exit(await (await import('./commands/recall.ts')).openRecall(flags)))
  common(recall.command('list').description('list recalls, latest first')).option('--first <count>', 'how many (default: 50)')
    .action(async (flags: ListFlags) => exit(await (await import('./commands/recall.ts')).listRecalls(flags)))
  common(recall.command('show <recall>').description('print a case: balance, consignees, completeness, near matches'))
    .action(async (id: string, flags: CommonFlags) => exit(await (await import('./commands/recall.ts')).showRecall(id, flags)))
  common(recall.command('units <recall>').description('print every unit of a recall as frozen, with whom it concerns and what became of it'))
    .addOption(new Option('--format <format>', 'csv or ndjson (default: csv)').choices(['csv', 'ndjson']))
    .option('--scope-version <number>', 'of an earlier version of its scope')
    .action(async (id: string, flags: UnitsFlags) => exit(await (await import('./commands/recall-units.ts')).printUnits(id, flags)))
  common(recall.command('files <recall>').description('write a recall\'s files for authorities, hospitals and people: tables as xlsx and csv, a page to read and print, a FHIR bundle'))
    .option('--out <folder>', 'where they go (default: a folder here with its id)')
    .option('--overwrite', 'replace files of the same names')
    .option('--statements <file>', 'what is to be said of the case, as YAML or JSON: docs/recall-files.md')
    .option('--scope-version <number>', 'of an earlier version of its scope')
    .option('--actor <name>', 'whose statements they are (default: the name of the account)')
    .action(async (id: string, flags: FilesFlags) => exit(await (await import('./commands/recall-files.ts')).writeRecallFiles(id, flags)))
  common(recall.command('watch <recall>').description('tell what has changed since a recall was frozen, again with every change'))
    .option('--once', 'tell it once; exits with 1 where anything has changed')
    .option('--every <seconds>', 'how often it is asked (default: 30)')
    .action(async (id: string, flags: WatchFlags) => exit(await (await import('./commands/recall-units.ts')).watchRecall(id, flags)))
  common(recall.command('causes [units...]').description('what failed units, named by ref, come of in common, held against all units'))
    .option('--recall <recall>', 'the units of a recall, as frozen, instead')
    .addOption(new Option('--type <type>', 'causes of this entity type; one --type each (default: every type)').argParser(gathered))
    .option('--first <count>', 'how many (default: 50)')
    .option('--stated', 'only links that records state, none that the model infers')
    .action(async (units: string[], flags: CausesFlags) => exit(await (await import('./commands/recall-causes.ts')).printCauses(units, flags)))
  scoped(by(recall.command('widen <recall>').description('add to a recall\'s scope, or give it another whole one by --scope, as a new version')))
    .requiredOption('--reason <text>', 'required: why, kept with the case')
    .action(async (id: string, flags: WidenFlags) => exit(await (await import('./commands/recall.ts')).widenRecall(id, flags)))
  by(recall.command('act <recall> <act>').description('note what was done: scoped, candidate-accepted, candidate-rejected, notified, acknowledged, checked, requested, monitored, terminated'))
    .option('--about <ref>', 'whom it is about: a consignee, a near match')
    .option('--details <json>', 'more of it, by kind: docs/recall.md')
    .requiredOption('--reason <text>', 'required: why, kept with the case')
    .action(async (id: string, act: string, flags: ActFlags) => exit(await (await import('./commands/recall.ts')).actOnRecall(id, act, flags)))
}

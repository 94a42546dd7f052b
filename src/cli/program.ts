import { Command, Option } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { AskFlags } from './commands/ask.ts'
import type { CheckFlags } from './commands/check.ts'
import type { PullFlags } from './commands/definition-files.ts'
import type { ProposeFlags, WhenFlags } from './commands/definitions.ts'
import type { DoctorFlags } from './commands/doctor.ts'
import type { ImportFlags } from './commands/import.ts'
import type { IngestFlags } from './commands/ingest.ts'
import type { RulingFlags } from './commands/orders.ts'
import type { ProposalsFlags } from './commands/proposals.ts'
import type { RebuildFlags } from './commands/rebuild.ts'
import type { RehearseFlags } from './commands/rehearse.ts'
import type { RejectsFlags } from './commands/rejects.ts'
import type { RestoreFlags } from './commands/restore.ts'
import type { SynonymsFlags } from './commands/synonyms.ts'
import type { TraceFlags } from './commands/trace.ts'
import type { UdiFlags } from './commands/udi.ts'
import { RULE_COMMANDS, type VersionKind } from '../model/held-version.ts'
import { common, gathered, JSON_HELP, namesOf, takeOnce } from './options.ts'
import { addRecalls } from './recall-program.ts'
import { PROGRAM_FOLDER, type CommonFlags } from './settings.ts'

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(PROGRAM_FOLDER, 'package.json'), 'utf8')))

/** What people rule: which orders are one, what is proposed to them, and what words mean. */
const addRulings = (program: Command, exit: (code: number) => void): void => {
  const orders = program.command('orders').description('rule on which orders are one: merge, unmerge')
  const ruling = (text: string, description: string, of = orders): Command => common(of.command(text).description(description)).requiredOption('--reason <text>', 'required: why, kept with the ruling').requiredOption('--actor <name>', 'required: who rules so, kept with the ruling')
  ruling('merge <order> <into>', 'rule that two orders, named by ref, are one; the second survives')
    .action(async (order: string, into: string, flags: RulingFlags) => exit(await (await import('./commands/orders.ts')).mergeOrders(order, into, flags)))
  ruling('unmerge <order>', 'take back the merge of an order, named by its old ref')
    .action(async (order: string, flags: RulingFlags) => exit(await (await import('./commands/orders.ts')).unmergeOrder(order, flags)))
  const proposals = common(program.command('proposals').description('list what translations have proposed, latest first'))
    .option('--translation <name>', 'of one translation only')
    .option('--stage <stage>', 'proposed, accepted, rejected or expired only')
    .option('--first <count>', 'how many (default: 50)')
    .action(async (flags: ProposalsFlags) => exit(await (await import('./commands/proposals.ts')).listProposals(flags)))
  ruling('accept <proposal>', 'accept a proposal, named by ref', proposals)
    .action(async (id: string, _: unknown, accept: Command) => exit(await (await import('./commands/proposals.ts')).acceptProposal(id, accept.optsWithGlobals<RulingFlags>())))
  ruling('reject <proposal>', 'reject a proposal, named by ref', proposals)
    .action(async (id: string, _: unknown, reject: Command) => exit(await (await import('./commands/proposals.ts')).rejectProposal(id, reject.optsWithGlobals<RulingFlags>())))
  const definitions = addVersions(program, ruling, exit, 'definition', 'what words mean: list, log, diff, pull, push, synonyms, propose, rehearse, approve, return, activate, retire')
  common(definitions.command('synonyms').description('list words for states that records used and no vocabulary knows, or add some to the model folder'))
    .addOption(new Option('--map <spelling=state>', 'add a spelling to a state, written type.state or alone where one type has it; one --map each').argParser(gathered))
    .option('--source <source>', 'of one source only')
    .option('--type <type>', 'of one entity type only')
    .option('--first <count>', 'how many (default: 50)')
    .action(async (flags: SynonymsFlags) => exit(await (await import('./commands/synonyms.ts')).synonyms(flags)))
  addVersions(program, ruling, exit, 'derivation', 'rules that infer links: list, log, diff, pull, push, propose, rehearse, approve, return, activate, retire')
  addVersions(program, ruling, exit, 'arbitration', 'rules that decide between sources which disagree: list, log, diff, pull, push, propose, rehearse, approve, return, activate, retire')
}

/** What the commands on a kind of versions say of themselves. */
const WORDS = {
  definition: {
    file: 'a definition file that holds it alone', approved: ', and wait until every order is judged by it', rehearse: 'say what a version would change, over every order, before it comes into force',
    overwrite: 'where a file has other rules for a version, write the journal\'s over them', activate: 'bring an approved version into force; the one in force then ends', retire: 'end a version; it still answers for its time',
  },
  derivation: {
    file: 'a derivation file', approved: '', rehearse: 'say which links a version would infer, and which come and go, before it comes into force', overwrite: 'where a file has a version that the journal does not hold, or other rules for one, write the journal\'s over it',
    activate: 'bring an approved version into force in the place of the one that is, and wait until every link follows it', retire: 'end a version, and wait until its links are gone',
  },
  arbitration: {
    file: 'a rule\'s file', approved: '', rehearse: 'say what a version would decide, and what that would change, before it comes into force', overwrite: 'where a file has a version that the journal does not hold, or other rules for one, write the journal\'s over it',
    activate: 'bring an approved version into force in the place of the one that is, and wait until all is settled by it', retire: 'end a version, and wait until what it decided is unsettled again',
  },
} as const

type AddRuling = (text: string, description: string, of: Command) => Command

/** The life of versions, of definitions or of rules, whose versions come into force and end when it is ruled. */
const addVersions = (program: Command, ruling: AddRuling, exit: (code: number) => void, kind: VersionKind, description: string): Command => {
  const words = WORDS[kind]
  const versions = program.command(kind === 'definition' ? 'definitions' : RULE_COMMANDS[kind]).description(description)
  const ruled = async () => ({ ...(await import('./commands/definitions.ts')), of: (await import('./held-definitions.ts')).RULED[kind] })
  common(versions.command(`list [${kind}]`).description('list every version and how far it has come'))
    .action(async (name: string | undefined, flags: CommonFlags) => {
      const { listVersions, of } = await ruled()
      exit(await listVersions(of, name, flags))
    })
  common(versions.command(`log [${kind}]`).description('list what was ruled, by whom and why, first to last'))
    .action(async (name: string | undefined, flags: CommonFlags) => {
      const { logVersions, of } = await ruled()
      exit(await logVersions(of, name, flags))
    })
  common(versions.command(`diff [${kind}]`).description('say where the model folder and the journal differ; exits with 1 when they do'))
    .action(async (name: string | undefined, flags: CommonFlags) => {
      const { diffVersions, of } = await ruled()
      exit(await diffVersions(of, name, flags))
    })
  common(versions.command('pull').description('write what the journal holds into the model folder'))
    .option('--overwrite', words.overwrite)
    .action(async (flags: PullFlags) => {
      const { pullDefinitions, pullRules } = await import('./commands/definition-files.ts')
      exit(await (kind === 'definition' ? pullDefinitions(flags) : pullRules(kind, flags)))
    })
  ruling('push', 'propose the model folder\'s versions that the journal does not hold', versions)
    .action(async (flags: RulingFlags) => {
      const { pushDefinitions, pushRules } = await import('./commands/definition-files.ts')
      exit(await (kind === 'definition' ? pushDefinitions(flags) : pushRules(kind, flags)))
    })
  ruling('propose <file>', `propose the version in ${words.file}`, versions)
    .option('--draft', 'keep it as a draft that is not up for approval yet')
    .action(async (file: string, flags: ProposeFlags) => {
      const { proposeVersion, of } = await ruled()
      exit(await proposeVersion(of, file, flags))
    })
  const rehearse = common(versions.command(`rehearse <${kind}> <version>`).description(words.rehearse))
    .requiredOption('--actor <name>', 'required: who asks for it, kept with the version')
    .action(async (name: string, version: string, flags: RehearseFlags) => {
      exit(await (await import('./commands/rehearse.ts')).REHEARSE[kind](name, version, flags))
    })
  if (kind === 'definition') {
    rehearse.option('--against <version>', 'the version to compare it with (default: the one in force)')
      .addOption(new Option('--by <fields>', 'attributes to count by, of orders or along relation fields from them (a.b.c), separated by commas, or one --by each').argParser(namesOf('field')))
  }
  addLifeCycle(ruling, exit, versions, kind, ruled)
  return versions
}

type Ruled = () => Promise<typeof import('./commands/definitions.ts') & { readonly of: import('./held-definitions.ts').RuledKind }>

/** From its approval to its end. */
const addLifeCycle = (ruling: AddRuling, exit: (code: number) => void, versions: Command, kind: VersionKind, ruled: Ruled): void => {
  const words = WORDS[kind]
  ruling(`approve <${kind}> <version>`, `approve a version that somebody else proposed${words.approved}`, versions)
    .action(async (name: string, version: string, flags: RulingFlags) => {
      const { approveVersion, of } = await ruled()
      exit(await approveVersion(of, name, version, flags))
    })
  ruling(`return <${kind}> <version>`, 'give a proposed version back as a draft', versions)
    .action(async (name: string, version: string, flags: RulingFlags) => {
      const { returnVersion, of } = await ruled()
      exit(await returnVersion(of, name, version, flags))
    })
  const activate = ruling(`activate <${kind}> <version>`, words.activate, versions)
    .action(async (name: string, version: string, flags: WhenFlags) => {
      const { activateVersion, of } = await ruled()
      exit(await activateVersion(of, name, version, flags))
    })
  if (kind === 'definition') activate.option('--from <time>', 'in force from this RFC 3339 time on (default: now)')
  const retire = ruling(`retire <${kind}> <version>`, words.retire, versions)
    .action(async (name: string, version: string, flags: WhenFlags) => {
      const { retireVersion, of } = await ruled()
      exit(await retireVersion(of, name, version, flags))
    })
  if (kind === 'definition') retire.option('--to <time>', 'in force until just before this RFC 3339 time (default: now)')
}

/** The commands; each answers with its exit code through `exit`, and is loaded when it is called: help and check need no server's libraries. */
export const makeProgram = (exit: (code: number) => void): Command => {
  const program = new Command('osl').exitOverride().description('Order semantic layer: one order, asked by any of its names, answered across domains.').version(version).showHelpAfterError()
  const command = (text: string, description: string): Command => common(program.command(text).description(description))
  command('up', 'start the servers, load the example when the world is empty, serve').action(async (flags: CommonFlags) => exit(await (await import('./commands/serve.ts')).serve(flags, true)))
  command('serve', 'start the servers and serve what is there').action(async (flags: CommonFlags) => exit(await (await import('./commands/serve.ts')).serve(flags, false)))
  command('check [folder]', 'find everything that is wrong with a model folder, with file, line and nearest names')
    .option('--inventory', 'print every attribute the layer would hold, with source and classification')
    .addOption(new Option('--against', 'say what the model means for everything that the world in --home was told; changes nothing').conflicts('inventory'))
    .action(async (folder: string | undefined, flags: CheckFlags) => exit(await (await import('./commands/check.ts')).check(folder, flags)))
  command('ingest <source> <files...>', 'take records of a source in, from files or standard input (-)')
    .option('--redecode', 'decode records that were taken before again, under the model as it is now; takes nothing new, and wants nobody serving')
    .action(async (source: string, files: string[], flags: IngestFlags) => exit(await (await import('./commands/ingest.ts')).ingest(source, files, flags)))
  command('import <files...>', 'fill an empty world in bulk, from files given as <source>=<file>, or all those of a folder')
    .option('--files <folder>', 'write the graph as files for the importer of a Neo4j of your own, into an empty folder, and print the command')
    .action(async (files: string[], flags: ImportFlags) => exit(await (await import('./commands/import.ts')).importFiles(files, flags)))
  command('ask <question>', 'ask in GraphQL: text, a file, or - for standard input')
    .option('--variables <json>', 'variables of the question')
    .option('--receipt <receipt>', 'repeat the answer that came with this receipt: its JSON, or a file with it or with that answer')
    .option('--explain', 'print every statement with its parameters, rows and time before the answer')
    .option('--profile', 'as --explain, with what each operator of the engine read and gave')
    .action(async (question: string, flags: AskFlags) => exit(await (await import('./commands/ask.ts')).ask(question, flags)))
  command('trace <id>', 'what a ref or an identifier leads to and comes from, with the edges that say so')
    .option('--direction <way>', 'upstream, downstream or both (default: both)')
    .addOption(new Option('--to <types>', 'entity types wanted, separated by commas, or one --to each').argParser(namesOf('type')))
    .option('--depth <edges>', 'how many edges deep at most (default: 12)')
    .option('--first <count>', 'how many entities at most (default: 200)')
    .option('--stated', 'only links that records state, none that the model infers')
    .action(async (id: string, flags: TraceFlags) => exit(await (await import('./commands/trace.ts')).trace(id, flags)))
  const rejects = command('rejects', 'list records that were not taken, latest first')
    .option('--source <source>', 'of one source only')
    .option('--first <count>', 'how many (default: 50)')
    .action(async (flags: RejectsFlags) => exit(await (await import('./commands/rejects.ts')).rejects(flags)))
  common(rejects.command('retry [source]').description('read the records that were not taken again, under the model as it is now; those taken leave the list'))
    .action(async (source: string | undefined, _: unknown, retry: Command) => exit(await (await import('./commands/rejects.ts')).retry(source, retry.optsWithGlobals<RejectsFlags>())))
  command('doctor', 'say how the stores stand; changes nothing')
    .option('--deep', 'compare the graph with what follows from the journal, entity by entity and edge by edge')
    .action(async (flags: DoctorFlags) => exit(await (await import('./commands/doctor.ts')).doctor(flags)))
  addRulings(program, exit)
  addRecalls(program, exit)
  const udi = program.command('udi').description('what stands on labels: parse')
  udi.command('parse <texts...>').description('read UDIs in any issuing agency\'s form, every part and everything that is wrong; - for lines of standard input')
    .option('--human <text>', 'what people read on the same label, to compare')
    .option('--as <kind>', 'what a text of no agency\'s form is: di, lot or serial')
    .option('--json', JSON_HELP)
    .action(async (texts: string[], flags: UdiFlags) => exit(await (await import('./commands/udi.ts')).parseUdis(texts, flags)))
  const rebuild = program.command('rebuild').description('make derived data anew from the journal: graph')
  common(rebuild.command('graph').description('make the graph anew from the journal, under the model as it is now'))
    .option('--files <folder>', 'write the graph as files for the importer of a Neo4j of your own, into an empty folder, and print the command')
    .action(async (flags: RebuildFlags) => exit(await (await import('./commands/rebuild.ts')).rebuildGraph(flags)))
  command('backup <file>', 'write everything the journal was told into one new file; whoever serves goes on')
    .action(async (file: string, flags: CommonFlags) => exit(await (await import('./commands/backup.ts')).backup(file, flags)))
  command('restore <file>', 'fill an empty world from a file that backup wrote')
    .option('--files <folder>', 'write the graph as files for the importer of a Neo4j of your own, into an empty folder, and print the command')
    .action(async (file: string, flags: RestoreFlags) => exit(await (await import('./commands/restore.ts')).restore(file, flags)))
  takeOnce(program)
  return program
}

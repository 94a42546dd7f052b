/** Every problem a model folder can have: code → text over typed parameters. Codes are permanent. A message says what was found, why it cannot be, what is available. */
const nearestText = (names: readonly string[]): string => (names.length === 0 ? '' : ` Nearest: ${names.join(', ')}.`)
const listText = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '))

/** The commonest reason why YAML is not what it looks like. */
const sentence = (text: string): string => (/[.!?]$/.test(text.trimEnd()) ? text : `${text.trimEnd()}.`)
const QUOTED = `An expression that begins with a quote, '!', '[' or '{', or contains ', ', ': ' or ' #' is quoted or a block.`
interface Unknown { readonly name: string; readonly nearest: readonly string[] }

export const modelCatalogue = {
  // the folder
  FOLDER_MISSING: (p: { folder: string }) => `There is no model folder '${p.folder}'.`,
  FILE_MISSING: (p: { name: string; what: string }) => `The folder has no ${p.name}: ${p.what}.`,
  FILE_UNKNOWN: (p: { name: string; wanted: string }) => `'${p.name}' is nothing that a model has here; wanted: ${p.wanted}.`,
  FILE_UNREADABLE: (p: { why: string }) => `This cannot be read as UTF-8 text: ${p.why}.`,
  SCHEMA_UNREADABLE: (p: { why: string }) => `This is no JSON schema of records: ${p.why}.`,
  BAD_NAME: (p: { what: string; name: string; wanted: string }) => `The name '${p.name}' cannot be a ${p.what}; wanted: ${p.wanted}.`,
  DOMAIN_MISMATCH: (p: { said: string; folder: string }) => `This says domain '${p.said}' and stands in the folder of domain '${p.folder}'; they must agree.`,
  UNKNOWN_DOMAIN: (p: Unknown & { readonly known: readonly string[] }) => `The model has no domain '${p.name}'.${nearestText(p.nearest)} It has: ${listText(p.known)}.`,

  // questions
  QUESTION_INVALID: (p: { why: string }) => `This question cannot be asked of the model: ${p.why}`,

  // YAML
  YAML_SYNTAX: (p: { why: string }) => `This is not YAML: ${sentence(p.why)} ${QUOTED}`,
  YAML_WARNING: (p: { why: string }) => `YAML reads this otherwise than it looks: ${sentence(p.why)} ${QUOTED}`,
  UNKNOWN_KEY: (p: { key: string; where: string; nearest: readonly string[]; known: readonly string[] }) => `There is no key '${p.key}' in ${p.where}.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  MISSING_KEY: (p: { key: string; where: string; wanted: string }) => `The key '${p.key}' is missing in ${p.where}; wanted: ${p.wanted}.`,
  WRONG_VALUE: (p: { key: string; found: string; wanted: string; nearest: readonly string[] }) => `'${p.key}' is ${p.found}; wanted: ${p.wanted}.${nearestText(p.nearest)}`,

  // SDL
  SDL_SYNTAX: (p: { why: string }) => `This is not GraphQL SDL: ${p.why}`,
  SDL_INVALID: (p: { why: string }) => p.why,
  UNKNOWN_TYPE: (p: Unknown & { readonly known: readonly string[] }) => `There is no type '${p.name}'.${p.nearest.length > 0 ? nearestText(p.nearest) : ` Known: ${listText(p.known)}.`}`,
  UNKNOWN_DIRECTIVE: (p: Unknown) => `There is no directive '@${p.name}'.${nearestText(p.nearest)}`,
  UNKNOWN_ARGUMENT: (p: { directive: string; name: string; nearest: readonly string[] }) => `Directive @${p.directive} has no argument '${p.name}'.${nearestText(p.nearest)}`,
  MISSING_ARGUMENT: (p: { directive: string; name: string; type: string }) => `Directive @${p.directive} needs its argument '${p.name}' (${p.type}).`,
  WRONG_ARGUMENT: (p: { directive: string; name: string; found: string; type: string; known: readonly string[]; nearest: readonly string[] }) => `Argument '${p.name}' of @${p.directive} is ${p.found}; wanted: ${p.known.length > 0 ? `one of ${p.known.join(', ')}` : `a ${p.type}`}.${nearestText(p.nearest)}`,
  DIRECTIVE_MISPLACED: (p: { directive: string; field: string; why: string }) => `@${p.directive} cannot stand on '${p.field}': ${p.why}.`,
  SDL_KIND: (p: { kind: string }) => `A model declares entity types and enums, and extends its own; it has no ${p.kind}.`,
  ENTITY_MISSING: (p: { type: string }) => `Type '${p.type}' says no domain; write: type ${p.type} implements Entity @entity(domain: "…").`,
  INTERFACE_MISSING: (p: { type: string }) => `Type '${p.type}' has @entity and does not implement Entity; write: type ${p.type} implements Entity @entity(…).`,
  RESERVED_TYPE: (p: { type: string; why: string }) => `The type name '${p.type}' is reserved: ${p.why}.`,
  RESERVED_FIELD: (p: { field: string; why: string }) => `The field name '${p.field}' is reserved: ${p.why}.`,
  FIELDS_COLLIDE: (p: { field: string; other: string; both: string }) => `Fields '${p.field}' and '${p.other}' of one type would both sort as ${p.both}; rename one.`,
  FIELD_TYPE: (p: { field: string; found: string; wanted: string }) => `Field '${p.field}' is ${p.found}; wanted: ${p.wanted}.`,
  FIELD_ARGUMENTS: (p: { field: string }) => `Field '${p.field}' has arguments; fields of a model have none.`,
  RELATION_MISSING: (p: { field: string; target: string }) => `Field '${p.field}' leads to the entity type '${p.target}' and has no @relation(type:, direction:).`,
  RELATION_TARGET: (p: { field: string; target: string }) => `Field '${p.field}' is a relation and '${p.target}' is no entity type.`,
  ORDER_MISSING: (p: { types: readonly string[] }) => `No type has @role(is: ORDER); exactly one has, and it is named Order. Types: ${listText(p.types)}.`,
  ORDER_MISNAMED: (p: { type: string }) => `The type with @role(is: ORDER) is named '${p.type}'; it must be named Order.`,
  ORDER_TWICE: (p: { type: string; other: string }) => `Type '${p.type}' has @role(is: ORDER) and so has '${p.other}'; exactly one type has.`,
  SCHEME_TWICE: (p: { scheme: string; field: string; other: string }) => `Scheme '${p.scheme}' is declared by '${p.field}' and by '${p.other}'; a scheme belongs to exactly one field of one type.`,

  // relations
  RELATION_DIRECTION: (p: { field: string; other: string; relation: string; direction: string }) => `'${p.field}' and '${p.other}' are both direction ${p.direction} of '${p.relation}'; one side is OUT and the other IN.`,
  RELATION_FLOW: (p: { field: string; lineage: string; other: string; otherLineage: string; wanted: string }) => `'${p.field}' says lineage ${p.lineage} where its other side '${p.other}' says ${p.otherLineage}; wanted here: ${p.wanted}.`,
  RELATION_TWO_FLOWS: (p: { relation: string; field: string; other: string }) => `Relationship '${p.relation}' flows one way by '${p.field}' and otherwise by '${p.other}'; one name has one flow.`,
  RELATION_TWICE: (p: { field: string; other: string; relation: string }) => `'${p.field}' and '${p.other}' are the same side of the same relationship '${p.relation}'.`,
  BELONGS_TWICE: (p: { field: string; other: string }) => `'${p.field}' and its other side '${p.other}' both say belongs: true; each would belong to the order of the other.`,
  BELONGS_NOWHERE: (p: { field: string; target: string; known: readonly string[] }) => `'${p.field}' says belongs: true, but nothing leads from '${p.target}' to Order. Types that can belong to an order: ${listText(p.known)}.`,
  BELONGS_THROUGH: (p: { field: string; target: string; role: string }) => `'${p.field}' says belongs: true through '${p.target}', which has the role ${p.role}: what orders share belongs to none of them.`,
  BELONGS_ORDER: (p: { field: string }) => `'${p.field}' says belongs: true on the order's side; an order belongs to itself. Say it on the other side.`,

  RELATION_INFERRED: (p: { field: string; other: string }) => `Of '${p.field}' and its other side '${p.other}' one says inferred: true; a relation is either stated by records or inferred, and both sides say so.`,
  BELONGS_INFERRED: (p: { field: string }) => `'${p.field}' says belongs: true and inferred: true; what belongs to an order is stated, never inferred.`,
  INFERRED_NOWHERE: (p: { field: string; known: readonly string[] }) => `'${p.field}' says inferred: true and no file of derivations/ names it. Relations that are derived: ${listText(p.known)}.`,
  INFERRED_STATED: (p: { field: string }) => `'${p.field}' is inferred; no record states it, so no source may link by it. Declare a relation of its own for what records state.`,
  INFERRED_PATH: (p: { field: string }) => `'${p.field}' is inferred; rules look along what records state.`,

  // states
  STATES_TWICE: (p: { type: string; other: string }) => `The states of '${p.type}' are declared here and in ${p.other}; a type has one state graph.`,
  STATE_TWICE: (p: { name: string; type: string }) => `State '${p.name}' of ${p.type} is declared twice.`,
  SPELLING_TWICE: (p: { spelling: string; type: string; name: string; other: string }) => `The spelling '${p.spelling}' stands for ${p.name} and for ${p.other} of ${p.type}; case and outer blanks do not count.`,
  UNKNOWN_STATE: (p: { name: string; type: string; nearest: readonly string[]; known: readonly string[] }) => `'${p.name}' is no state of ${p.type}.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  UNKNOWN_CANONICAL: (p: { name: string; nearest: readonly string[]; known: readonly string[] }) => `'${p.name}' is no canonical state of the model.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  CANONICAL_TWICE: (p: { name: string }) => `Canonical state '${p.name}' is listed twice.`,
  UNREACHABLE_STATE: (p: { name: string; type: string; first: string }) => `State '${p.name}' of ${p.type} is unreachable: no path of 'next' leads to it from ${p.first}, the first declared. Declare the initial state first, or let a reachable one name it in 'next'.`,
  TERMINAL_NEXT: (p: { name: string; type: string }) => `State '${p.name}' of ${p.type} is terminal and has 'next'; nothing comes after a terminal state.`,
  UNKNOWN_STANDARD_EVENT: (p: { name: string; nearest: readonly string[]; known: readonly string[] }) => `'${p.name}' is no standard order event.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  UNKNOWN_SOURCE: (p: { name: string; nearest: readonly string[]; known: readonly string[] }) => `The model has no source '${p.name}'.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  RESPONSIBLE_SILENT: (p: { source: string; state: string; type: string; known: readonly string[] }) => `Source '${p.source}' cannot answer for state '${p.state}': it never states a state of ${p.type}. Sources that do: ${listText(p.known)}.`,
  NO_STATES: (p: { type: string; what: string; known: readonly string[] }) => `${p.what}, but type '${p.type}' has no states in any states.yaml. Types with states: ${listText(p.known)}.`,

  // sources
  SOURCE_TWICE: (p: { source: string; other: string }) => `Source '${p.source}' is declared here and in ${p.other}.`,
  UNKNOWN_FIELD: (p: { type: string; name: string; what: string; nearest: readonly string[] }) => `Type '${p.type}' has no ${p.what} '${p.name}'.${nearestText(p.nearest)}`,
  UNKNOWN_SCHEME: (p: Unknown) => `The model has no identifier scheme '${p.name}'.${nearestText(p.nearest)}`,
  SCHEME_ELSEWHERE: (p: { scheme: string; type: string; owner: string; known: readonly string[] }) => `Scheme '${p.scheme}' identifies ${p.owner} and not ${p.type}, whose schemes are: ${listText(p.known)}.`,
  SCHEME_SHARED: (p: { scheme: string }) => `Scheme '${p.scheme}' is shared: several entities may carry one value, so it cannot name the one that a link leads to. Link by key or by an unshared scheme.`,
  SET_IDENTIFIER: (p: { field: string; scheme: string }) => `'${p.field}' is an identifier and takes its value from 'identifiers:'; write there: { ${p.scheme}: … }.`,
  SET_RELATION: (p: { field: string }) => `'${p.field}' is a relation; say it under 'links:' as { field: …, key: … }.`,
  SET_KEPT: (p: { field: string }) => `'${p.field}' is kept along its path; no record states it. Set what the path leads to.`,
  LINK_TARGET: (p: { field: string; why: string }) => `The link '${p.field}' ${p.why}; wanted: either 'key' or 'by: { scheme, value }'.`,
  FORMAT_OPTION: (p: { key: string; why: string }) => `'${p.key}' has no meaning here: ${p.why}.`,
  UNKNOWN_COLUMN: (p: { column: string; nearest: readonly string[]; known: readonly string[] }) => `The expression reads 'record.${p.column}', which is not among the columns.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  EXPRESSION: (p: { why: string }) => p.why,
  UNKNOWN_WORD: (p: { text: string; what: string; read: string; nearest: readonly string[]; known: readonly string[] }) => `'${p.text}' is no ${p.what}, so a comparison with '${p.read}' can never hold.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  EXPRESSION_TYPE: (p: { what: string; found: string; wanted: string }) => `${p.what} is ${p.found}; wanted: ${p.wanted}.`,

  // order states and definitions
  DEFINITION_TWICE: (p: { definition: string; other: string }) => `Definition '${p.definition}' is declared here and in ${p.other}.`,
  VERSION_TWICE: (p: { definition: string; version: number }) => `Definition '${p.definition}' has version ${p.version} twice.`,
  VERSIONS_OVERLAP: (p: { version: number; from: string; other: number; otherFrom: string }) => `Version ${p.version} is in force from ${p.from}, while version ${p.other} still is; end version ${p.other} with effectiveTo: ${p.from} or earlier.`,
  EFFECTIVE_MISSING: (p: { version: number; lifecycle: string }) => `Version ${p.version} is ${p.lifecycle} and says not since when; give it effectiveFrom.`,
  OTHER_VERSION: (p: { definition: string; version: number }) => `This should be version ${p.version} of '${p.definition}' and nothing else.`,
  EFFECTIVE_BACKWARDS: (p: { version: number }) => `Version ${p.version} ends before it begins; effectiveTo must be later than effectiveFrom.`,
  RETIRED_OPEN: (p: { version: number }) => `Version ${p.version} is RETIRED and has no effectiveTo; a retired version still answers for its time, so that time must end.`,
  USES_UNKNOWN: (p: { name: string; definition: string; version: number; nearest: readonly string[]; known: readonly string[] }) => `'${p.name}' is version ${p.version} of '${p.definition}', which nobody has written.${nearestText(p.nearest)} There is: ${listText(p.known)}.`,
  USES_DRAFT: (p: { name: string; definition: string; version: number; lifecycle: string; by: string }) => `'${p.name}' is version ${p.version} of '${p.definition}', which is ${p.lifecycle}: its rules may still change. A version that is ${p.by} uses approved ones alone.`,
  USES_CIRCLE: (p: { name: string; circle: readonly string[] }) => `'${p.name}' closes a circle: ${p.circle.join(' uses ')}; a version cannot depend on itself.`,
  STAGE_TWICE: (p: { stage: string }) => `Stage '${p.stage}' stands twice on the scale.`,
  UNKNOWN_STAGE: (p: { stage: string; nearest: readonly string[]; known: readonly string[] }) => `'${p.stage}' is no stage of the scale.${nearestText(p.nearest)} The scale: ${listText(p.known)}.`,
  CLOCK_IN_ANSWER: (p: { what: string }) => `'${p.what}' reads 'now', so it would be another at every moment; hold a time against 'now' in 'stage' or in a rule.`,
  NEVER_TRUE: (p: { what: string }) => `'${p.what}' can never be true: it is false in every state that there is, and with every value of the fields that it reads.`,
  NEVER_TOGETHER: (p: { what: string; others: readonly string[] }) => `'${p.what}' can never be true where ${p.others.map((other) => `'${other}'`).join(' and ')} ${p.others.length > 1 ? 'are' : 'is'}, so nothing ever meets this rule.`,
  REQUIRES_TOO_MANY: (p: { requires: number }) => `'requires' wants ${p.requires} of an order that is one, so the rule can never be met; it stays UNKNOWN.`,
  NOT_IN_ORDER: (p: { type: string; known: readonly string[] }) => `'${p.type}' can never belong to an order, so no rule of an order can look at it without a 'path'. Types that can: ${listText(p.known)}.`,
  PATH_BROKEN: (p: { step: string; type: string; nearest: readonly string[] }) => `Type '${p.type}' has no relation '${p.step}'.${nearestText(p.nearest)}`,
  DERIVATION_TWICE: (p: { derivation: string; other: string }) => `Derivation '${p.derivation}' is declared here and in ${p.other}.`,
  DERIVED_TWICE: (p: { relation: string; other: string }) => `'${p.relation}' is already inferred by derivation '${p.other}'; each has a relation of its own, so that a link tells its rule.`,
  DERIVED_STATED: (p: { relation: string; known: readonly string[] }) => `'${p.relation}' does not say inferred: true in its @relation. Relations that do: ${listText(p.known)}.`,
  DERIVED_TIMES: (p: { why: string }) => `${p.why}; 'within' compares the 'at' of both sides.`,
  ARBITRATION_TWICE: (p: { arbitration: string; other: string }) => `Arbitration rule '${p.arbitration}' is declared here and in ${p.other}.`,
  ARBITRATED_TWICE: (p: { about: string; other: string }) => `'${p.about}' is already decided by rule '${p.other}'; one rule decides about one thing.`,
  ARBITRATED_TRUST: () => "The condition reads 'claim.trust', and no source says trust:, so it is never met.",
  ARBITRATED_LAST: (p: { about: string; known: readonly string[] }) => `'${p.about}' is not tracked: it holds what was told last, so no sources disagree about it. Of this type are tracked: ${listText(p.known)}.`,
  TRANSLATION_TWICE: (p: { translation: string; other: string }) => `A translation or source '${p.translation}' is declared here and in ${p.other}; proposals name theirs as their source.`,
  TRANSLATION_MANY: (p: { variable: string; field: string }) => `'${p.variable}' leads over '${p.field}', which may lead to several; an entity is measured once, so every step leads to one.`,
  RECALL_ROLE: (p: { type: string }) => `'${p.type}' has neither @role(is: UNIT) nor @role(is: LOT): recalls ask what became of units and lots.`,
  REPORT_ROLE: (p: { type: string; known: readonly string[] }) => `'${p.type}' has no role of which a recall's files ask anything; wanted: ${listText(p.known)}.`,
  REPORT_FIELD: (p: Unknown & { about: string; known: readonly string[] }) => `A recall's files have no field '${p.name}' of ${p.about}.${nearestText(p.nearest)} Known: ${listText(p.known)}.`,
  REPORT_FORM: (p: { field: string; found: string; wanted: string }) => `'${p.field}' is given ${p.found}; wanted: ${p.wanted}.`,
  PROPOSAL_ROLE: (p: { type: string }) => `'${p.type}' has no @role(is: PROPOSAL); a translation proposes entities of such a type.`,
  PROPOSAL_STATES: (p: { type: string }) => `The states of '${p.type}' must be PROPOSED with next: [ACCEPTED, REJECTED, EXPIRED], and those three with nothing after them: the life of a proposal.`,
  PROPOSAL_STATED: (p: { type: string; file: string }) => `'${p.type}' is proposed, and ${p.file} yields it too; what systems tell of what came of a proposal is an entity of another type.`,
  PROPOSAL_EVIDENCE: (p: { field: string; over: string }) => `'${p.field}' cannot link a proposal to its evidence; wanted: a relation to several ${p.over} that is not inferred.`,
  PROPOSAL_UNSET: (p: { type: string; fields: readonly string[] }) => `'${p.type}' requires ${listText(p.fields)}, which 'set' does not give.`,
  PATH_ELSEWHERE: (p: { path: string; end: string; over: string }) => `The path '${p.path}' from Order ends at '${p.end}', not at '${p.over}'.`,
} as const

export type ModelCatalogue = typeof modelCatalogue

import type { Mistake } from './broken-bakery.ts'

export const MODEL = 'model.yaml'
export const SALES = 'domains/sales/states.yaml'
export const TILL = 'domains/sales/sources/till.yaml'
export const LEDGER = 'domains/finance/sources/ledger.yaml'
export const COMPLETED = 'definitions/completed.yaml'
export const SDL = 'domains/sales/entities.graphql'

const version2 = (from: string, lifecycle = 'ACTIVE', number = 2): string =>
  `    unified: all\n  - version: ${number}\n    lifecycle: ${lifecycle}\n    effectiveFrom: ${from}\n    changeReason: because\n    domains: { sales: { over: OrderLine, met: "true" } }\n    unified: all\n`

const inFiles: readonly Mistake[] = [
  ['no model.yaml', { [MODEL]: null }, `FILE_MISSING ${MODEL}:1:1`],
  ['a file where none belongs', { 'domains/sales/state.yaml': 'domain: sales' }, 'FILE_UNKNOWN domains/sales/state.yaml:1:1'],
  ['a source that is no .yaml', { 'domains/sales/sources/shop.yml': 'source: shop' }, 'FILE_UNKNOWN domains/sales/sources/shop.yml:1:1'],
  ['a file beside the domains', { 'domains/notes.json': '{}' }, 'FILE_UNKNOWN domains/notes.json:1:1'],
  ['a domain with a bad name', { 'domains/Sales-2/states.yaml': 'domain: x' }, 'BAD_NAME domains/Sales-2:1:1'],
  ['YAML that does not parse', { [MODEL]: [['version: 1', 'version: [1']] }, `YAML_SYNTAX ${MODEL}:4:1`],
  ['an unquoted !has', { [LEDGER]: [['"record.reference != \'\'" }', '!has(record.x) }']] }, `YAML_WARNING ${LEDGER}:13:84`, `WRONG_VALUE ${LEDGER}:13:99`],
  ['an unknown key', { [TILL]: [['freshness: PT15M', 'freshnes: PT15M']] }, `UNKNOWN_KEY ${TILL}:6:1`],
  ['an unknown key deep inside', { [TILL]: [['- { field: product, key: record.article }', '- { field: product, kee: 1, key: record.article }']] }, `UNKNOWN_KEY ${TILL}:21:27`],
  ['a missing key', { [TILL]: [['    key: record.article\n', '']] }, `MISSING_KEY ${TILL}:12:5`],
  ['a source without a name', { [LEDGER]: [['source: ledger\n', '']] }, `MISSING_KEY ${LEDGER}:1:1`],
  ['a yield of nothing', { [LEDGER]: [['  - entity: Payment\n    key', '  - key']] }, `MISSING_KEY ${LEDGER}:7:5`],
  ['a definition without a name', { [COMPLETED]: [['definition: completed\n', '']] }, `MISSING_KEY ${COMPLETED}:1:1`],
  ['canonical states that are no list', { [MODEL]: [['canonicalStates: [PLANNED, IN_PROGRESS, DONE, CANCELLED]', 'canonicalStates: PLANNED']] }, `WRONG_VALUE ${MODEL}:5:18`],
  ['a rule that looks at nothing', { [COMPLETED]: [['        over: Payment\n', '']] }, `MISSING_KEY ${COMPLETED}:17:9`],
  ['a misspelt meaning', { [COMPLETED]: [['    unified: all  ', '    unifid: all  ']] }, `UNKNOWN_KEY ${COMPLETED}:22:5`],
  ['an unknown format', { [TILL]: [['format: csv ', 'format: cvs ']] }, `WRONG_VALUE ${TILL}:3:9`],
  ['a time zone nobody knows', { [MODEL]: [['Europe/Berlin', 'Europe/Berlyn']] }, `WRONG_VALUE ${MODEL}:4:11`],
  ['an offset for a time zone', { [MODEL]: [['Europe/Berlin', '"+01:00"']] }, `WRONG_VALUE ${MODEL}:4:11`],
  ['a duration that is none', { [TILL]: [['PT15M', '15m']] }, `WRONG_VALUE ${TILL}:6:12`],
  ['an expected time that is none', { [SALES]: [['PT6H', '6 hours']] }, `WRONG_VALUE ${SALES}:5:113`],
  ['a negative requires', { [COMPLETED]: [['requires: 1 ', 'requires: -1 ']] }, `WRONG_VALUE ${COMPLETED}:13:19`],
  ['a broken requires', { [COMPLETED]: [['requires: 1 ', 'requires: 1.5 ']] }, `WRONG_VALUE ${COMPLETED}:13:19`],
  ['a date without time', { [COMPLETED]: [['2026-01-01T00:00:00Z', '2026-01-01']] }, `WRONG_VALUE ${COMPLETED}:7:20`],
  ['a source of a domain other than the folder’s', { [TILL]: [['domain: sales', 'domain: finance']] }, `DOMAIN_MISMATCH ${TILL}:2:9`],
  ['options that CSV alone knows', { [LEDGER]: [['format: jsonl', 'format: jsonl\noptions: { delimiter: ";" }\ncolumns: [a]']] }, `FORMAT_OPTION ${LEDGER}:4:12`, `FORMAT_OPTION ${LEDGER}:5:1`],
  ['columns beside a header', { [TILL]: [['freshness: PT15M', 'columns: [slip, line, seq, at, phone, pickup, article, name, pieces, state]']] }, `FORMAT_OPTION ${TILL}:6:1`],
  ['no columns where there is no header', { [TILL]: [['freshness: PT15M', 'options: { header: false }']] }, `MISSING_KEY ${TILL}:6:12`],
  ['a column that is not listed', { [TILL]: [['freshness: PT15M', 'options: { header: false }\ncolumns: [slip, line, seq, at, phone, pickup, article, label, pieces, state]']] }, `UNKNOWN_COLUMN ${TILL}:15:18`],
]

const inStates: readonly Mistake[] = [
  ['a canonical state nobody listed', { [SALES]: [['canonical: IN_PROGRESS', 'canonical: IN_PROGRES']] }, `UNKNOWN_CANONICAL ${SALES}:5:33`],
  ['a canonical state listed twice', { [MODEL]: [['[PLANNED,', '[PLANNED, PLANNED,']] }, `CANONICAL_TWICE ${MODEL}:5:28`],
  ['an unknown state left out', { [MODEL]: [['leaveOut: [CANCELLED]', 'leaveOut: [CANCELED]']] }, `UNKNOWN_CANONICAL ${MODEL}:6:12`],
  ['next to nowhere', { [SALES]: [['next: [BAKED, CANCELLED]', 'next: [BAKED, CANCELED]']] }, `UNKNOWN_STATE ${SALES}:4:85`],
  ['an unreachable state', { [SALES]: [['next: [HANDED_OVER, CANCELLED]', 'next: [CANCELLED]']] }, `UNREACHABLE_STATE ${SALES}:6:15`],
  ['a state twice', { [SALES]: [['storniert], terminal: true }', 'storniert], terminal: true }\n    - { name: ORDERED, canonical: PLANNED }']] }, `STATE_TWICE ${SALES}:8:15`],
  ['one spelling of two states', { [SALES]: [['gebacken', 'Bestellt ']] }, `SPELLING_TWICE ${SALES}:5:60`],
  ['next after the end', { [SALES]: [['abgeholt], terminal: true', 'abgeholt], terminal: true, next: [CANCELLED]']] }, `TERMINAL_NEXT ${SALES}:6:92`],
  ['states of an unknown type', { [SALES]: [['  OrderLine:', '  OrderLines:']] }, `UNKNOWN_TYPE ${SALES}:3:3`],
  ['states of one type in two files', { 'domains/finance/states.yaml': [['  Payment:', '  OrderLine:\n    - { name: A, canonical: DONE }\n  Payment:']] }, `STATES_TWICE ${SALES}:3:3`],
  ['a misspelt head over its states', { [SALES]: [['states:', 'stats:']] }, `UNKNOWN_KEY ${SALES}:2:1`],
  ['a state without a name', { [SALES]: [['{ name: HANDED_OVER, canonical: DONE', '{ canonical: DONE']] }, `MISSING_KEY ${SALES}:6:7`],
  ['next that is no list', { [SALES]: [['next: [BAKED, CANCELLED]', 'next: BAKED']] }, `WRONG_VALUE ${SALES}:4:77`],
  ['a misspelt next', { [SALES]: [['next: [HANDED_OVER, CANCELLED]', 'nxt: [HANDED_OVER, CANCELLED]']] }, `UNKNOWN_KEY ${SALES}:5:71`],
  ['a state without a canonical one', { 'domains/finance/states.yaml': [['PROMISED, canonical: PLANNED', 'PROMISED']] }, 'MISSING_KEY domains/finance/states.yaml:4:7'],
  ['an order drawn by an unknown aggregate', { [SALES]: [['domain: sales\nstates:', 'domain: sales\norder: { over: OrderLine, aggregate: lest }\nstates:']] }, `WRONG_VALUE ${SALES}:2:38`],
  ['an order drawn from an unknown type', { [SALES]: [['states:', 'order: { over: OrderLin, aggregate: least }\nstates:']] }, `UNKNOWN_TYPE ${SALES}:2:16`],
  ['an order drawn from what never belongs to one', { [SALES]: [['states:', 'order: { over: Product, aggregate: least }\nstates:']] }, `NOT_IN_ORDER ${SALES}:2:16`, `NO_STATES ${SALES}:2:16`],
  ['an order drawn over a broken path', { [SALES]: [['states:', 'order: { over: OrderLine, aggregate: least, path: line }\nstates:']] }, `PATH_BROKEN ${SALES}:2:51`],
  ['a standard event that nobody shares', { [SALES]: [['canonical: IN_PROGRESS', 'standardEvent: PRODUCD, canonical: IN_PROGRESS']] }, `UNKNOWN_STANDARD_EVENT ${SALES}:5:37`],
  ['a state that an unknown source answers for', { [SALES]: [['canonical: IN_PROGRESS', 'responsible: tell, canonical: IN_PROGRESS']] }, `UNKNOWN_SOURCE ${SALES}:5:35`],
  ['a state that a source answers for which never speaks of it', { [SALES]: [['canonical: IN_PROGRESS', 'responsible: ledger, canonical: IN_PROGRESS']] }, `RESPONSIBLE_SILENT ${SALES}:5:35`],
  ['an SLA of the order that an entity belongs to', { [SALES]: [['canonical: IN_PROGRESS', 'sla: order.slip != "", canonical: IN_PROGRESS']] }, `EXPRESSION ${SALES}:5:27`],
  ['an SLA over an unknown field', { [SALES]: [['canonical: IN_PROGRESS', 'sla: entity.peices > 1, canonical: IN_PROGRESS']] }, `EXPRESSION ${SALES}:5:`],
  ['an SLA that is no truth', { [SALES]: [['canonical: IN_PROGRESS', 'sla: now - state.since, canonical: IN_PROGRESS']] }, `EXPRESSION_TYPE ${SALES}:5:27`],
  ['an SLA that names an unknown source', { [SALES]: [['canonical: IN_PROGRESS', "sla: state.source == 'tell', canonical: IN_PROGRESS"]] }, `UNKNOWN_WORD ${SALES}:5:`],
  ['a path that ends elsewhere', { [SALES]: [['states:', 'order: { over: OrderLine, aggregate: least, path: [payments] }\nstates:']] }, `PATH_ELSEWHERE ${SALES}:2:51`],
]

const inSources: readonly Mistake[] = [
  ['a source twice', { 'domains/finance/sources/second.yaml': 'source: till\ndomain: finance\nformat: jsonl\neventId: record.id\noccurredAt: record.at\nyields: [{ entity: Payment, key: record.id }]\n' }, `SOURCE_TWICE ${TILL}:1:9`],
  ['hands that are neither there nor not', { [TILL]: [['freshness: PT15M', 'freshness: PT15M\nmanual: yes']] }, `WRONG_VALUE ${TILL}:7:9`],
  ['an unknown entity', { [TILL]: [['entity: Product', 'entity: Produkt']] }, `UNKNOWN_TYPE ${TILL}:12:13`],
  ['an unknown field', { [TILL]: [['set: { pieces:', 'set: { peices:']] }, `UNKNOWN_FIELD ${TILL}:17:12`],
  ['a field whose value comes from identifiers', { [TILL]: [['set: { phone:', 'set: { slip: record.slip, phone:']] }, `SET_IDENTIFIER ${TILL}:11:12`],
  ['a relation under set', { [TILL]: [['set: { pieces:', 'set: { order: record.slip, pieces:']] }, `SET_RELATION ${TILL}:17:12`],
  ['a kept field under set', { [SDL]: [['  phone: String', '  cakes: [String!]! @kept(path: "lines.product.name")\n  phone: String']], [TILL]: [['set: { phone:', 'set: { cakes: record.phone, phone:']] }, `SET_KEPT ${TILL}:11:12`],
  ['an unknown scheme', { [TILL]: [['sales.slip:', 'sales.slop:']] }, `UNKNOWN_SCHEME ${TILL}:10:20`],
  ['a scheme of another type', { [TILL]: [['sales.slip:', 'finance.voucher:']] }, `SCHEME_ELSEWHERE ${TILL}:10:20`],
  ['an unknown relation', { [TILL]: [['field: product', 'field: produkt']] }, `UNKNOWN_FIELD ${TILL}:21:18`],
  ['a link by an attribute', { [TILL]: [['field: product', 'field: pieces']] }, `UNKNOWN_FIELD ${TILL}:21:18`],
  ['a link by two ways', { [LEDGER]: [['field: order,', 'field: order, key: record.reference,']] }, `LINK_TARGET ${LEDGER}:13:48`],
  ['a link by none', { [TILL]: [['field: product, key: record.article', 'field: product']] }, `LINK_TARGET ${TILL}:21:9`],
  ['a link by a scheme of another type', { [LEDGER]: [['scheme: sales.slip', 'scheme: finance.voucher']] }, `SCHEME_ELSEWHERE ${LEDGER}:13:39`],
  ['a link by a shared scheme', { [SDL]: [['scheme: "sales.slip"', 'scheme: "sales.slip", shared: true']] }, `SCHEME_SHARED ${LEDGER}:13:39`],
  ['a state of a type without states', { [TILL]: [['    set: { name: record.name }', '    set: { name: record.name }\n    state: record.state']] }, `NO_STATES ${TILL}:15:5`],
  ['a quantity that is no name', { [TILL]: [['field: product, key: record.article', 'field: product, key: record.article, set: { a.b: int(record.pieces) }']] }, `BAD_NAME ${TILL}:21:55`],
  ['an expression that does not parse', { [TILL]: [['timestamp(record.at) ', 'timestamp(record.at ']] }, `EXPRESSION ${TILL}:5:`],
  ['an unknown function', { [TILL]: [['int(record.pieces)', 'integer(record.pieces)']] }, `EXPRESSION ${TILL}:17:20`],
  ['an unknown variable', { [TILL]: [['key: record.article\n', 'key: recrod.article\n']] }, `EXPRESSION ${TILL}:13:10`],
  ['a problem inside a quoted expression', { [LEDGER]: [['"record.reference != \'\'"', "'recrd.reference != '''' && true'"]] }, `EXPRESSION ${LEDGER}:13:85`],
  ['a when that is no truth', { [LEDGER]: [['"record.reference != \'\'"', '"record.reference + \'\'"']] }, `EXPRESSION_TYPE ${LEDGER}:13:84`],
  ['a truth for a number', { [TILL]: [['int(record.pieces)', 'record.pieces == "1"']] }, `EXPRESSION_TYPE ${TILL}:17:20`],
]

/** A definition in a file of its own, with one rule for sales. */
const ruled = (name: string, rule: string): Mistake[1] => ({ [`definitions/${name}.yaml`]: `definition: ${name}\ntitle: T\nowner: o\nversions:\n  - { version: 1, changeReason: c, unified: any, domains: { sales: { ${rule} } } }\n` })

const inDefinitions: readonly Mistake[] = [
  ['a rule of an unknown domain', { [COMPLETED]: [['      finance:', '      finanz:']] }, `UNKNOWN_DOMAIN ${COMPLETED}:16:7`],
  ['a rule over an unknown type', { [COMPLETED]: [['over: Payment', 'over: Paymant']] }, `UNKNOWN_TYPE ${COMPLETED}:17:15`],
  ['a type that never belongs to an order', { 'definitions/baked.yaml': 'definition: baked\ntitle: T\nowner: o\nversions:\n  - { version: 1, lifecycle: DRAFT, effectiveFrom: 2026-01-01T00:00:00Z, changeReason: c, domains: { sales: { over: Product, met: "true" } }, unified: any }\n' }, 'NOT_IN_ORDER definitions/baked.yaml:5:117'],
  ['an unknown state in an expression', { [COMPLETED]: [["state.local == 'HANDED_OVER'", "state.local == 'HANDED_OVR'"]] }, `UNKNOWN_WORD ${COMPLETED}:14:29`],
  ['an unknown member', { [COMPLETED]: [["met: state.local == 'BOOKED'", 'met: entity.paid']] }, `EXPRESSION ${COMPLETED}:20:21`],
  ['an unknown quantity of a link', { [COMPLETED]: [["met: state.local == 'BOOKED'", 'met: edge.pieces == 1']] }, `UNKNOWN_FIELD ${COMPLETED}:20:14`],
  ['a condition that is never true', ruled('never', `over: OrderLine, met: "state.local == 'BAKED' && state.local == 'CANCELLED'"`), 'NEVER_TRUE definitions/never.yaml:5:92'],
  ['conditions that never hold together', ruled('together', `over: OrderLine, appliesWhen: state.local == 'BAKED', met: state.local == 'CANCELLED'`), 'NEVER_TOGETHER definitions/together.yaml:5:129'],
  ['more of an order than one', ruled('several', 'over: Order, requires: 2, met: "true"'), 'REQUIRES_TOO_MANY definitions/several.yaml:5:93'],
  ['a source that states no state of it', ruled('silent', `over: OrderLine, met: state.source == 'ledger'`), 'UNKNOWN_WORD definitions/silent.yaml:5:108'],
  ['a field that no claim is about', ruled('claimed', `over: OrderLine, met: "claims.exists(c, c.field == 'staet')"`), 'UNKNOWN_WORD definitions/claimed.yaml:5:121'],
  ['a version twice', { [COMPLETED]: [['    unified: all                               # all | any | CEL over outcomes\n', version2('2027-01-01T00:00:00Z', 'DRAFT', 1)]] }, `VERSION_TWICE ${COMPLETED}:23:14`],
  ['two versions in force at once', { [COMPLETED]: [['    unified: all                               # all | any | CEL over outcomes\n', version2('2027-01-01T00:00:00Z')]] }, `VERSIONS_OVERLAP ${COMPLETED}:25:20`],
  ['a version that ends before it begins', { [COMPLETED]: [['    changeReason', '    effectiveTo: 2025-01-01T00:00:00Z\n    changeReason']] }, `EFFECTIVE_BACKWARDS ${COMPLETED}:8:18`],
  ['a retired version without an end', { [COMPLETED]: [['ACTIVE', 'RETIRED']] }, `RETIRED_OPEN ${COMPLETED}:6:16`],
  ['a definition twice', { 'definitions/zweite.yaml': 'definition: completed\ntitle: T\nowner: o\nversions:\n  - { version: 1, lifecycle: DRAFT, effectiveFrom: 2026-01-01T00:00:00Z, changeReason: c, domains: { sales: { over: OrderLine, met: "true" } }, unified: any }\n' }, 'DEFINITION_TWICE definitions/zweite.yaml:1:13'],
  ['an unknown domain in unified', { [COMPLETED]: [['unified: all ', "unified: seals == 'MET' "]] }, `EXPRESSION ${COMPLETED}:22:14`],
  ['an unknown outcome in unified', { [COMPLETED]: [['unified: all ', "unified: sales == 'MEET' "]] }, `UNKNOWN_WORD ${COMPLETED}:22:23`],
]

/** What can be wrong in the YAML files of a model, each once, by the part of the model it is wrong in. */
export const YAML_MISTAKES: Readonly<Record<string, readonly Mistake[]>> = { files: inFiles, states: inStates, sources: inSources, definitions: inDefinitions }

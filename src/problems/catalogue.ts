/** Every problem the program can state: code → kind and text over typed parameters. Codes are permanent. A message says what was asked, why it cannot be, what is available. */
const nearestText = (nearest: readonly string[]): string => (nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`)
const refusal = 'refusal' as const
const outage = 'outage' as const
const bug = 'bug' as const

export const catalogue = {
  ORDER_UNKNOWN: { kind: refusal, text: (p: { id: string; nearest: readonly string[] }) => `No order is known as '${p.id}', by ref, by its own identifiers or by those of what belongs to it.${nearestText(p.nearest)}` },
  ORDER_AMBIGUOUS: { kind: refusal, text: (p: { id: string; count: number; candidates: readonly { ref: string; path: readonly string[] }[] }) => `'${p.id}' leads to ${p.count} orders; ask for one of the candidates by its ref: ${p.candidates.slice(0, 5).map((candidate) => candidate.ref).join(', ')}${p.count > 5 ? ', …' : ''}.` },
  ORDER_SHARED: { kind: refusal, text: (p: { id: string; refs: readonly string[] }) => `'${p.id}' names ${p.refs.join(', ')}, which orders share and so belongs to none of them. Ask lineage(from: ["${p.refs[0] ?? p.id}"], direction: BOTH, to: ["Order"]).` },
  ORDER_UNKNOWN_AT: { kind: refusal, text: (p: { id: string; asOf: string; knownAt: string }) => `Order '${p.id}' has no claim at ${p.asOf} as known at ${p.knownAt}.` },
  UNKNOWN_TYPE: { kind: refusal, text: (p: { type: string; nearest: readonly string[] }) => `The model has no entity type '${p.type}'.${nearestText(p.nearest)}` },
  UNKNOWN_DOMAIN: { kind: refusal, text: (p: { domain: string; nearest: readonly string[] }) => `The model has no domain '${p.domain}'.${nearestText(p.nearest)}` },
  UNKNOWN_SCHEME: { kind: refusal, text: (p: { scheme: string; nearest: readonly string[] }) => `The model has no identifier scheme '${p.scheme}'.${nearestText(p.nearest)}` },
  UNKNOWN_SOURCE: { kind: refusal, text: (p: { source: string; nearest: readonly string[] }) => `The model has no source '${p.source}'.${nearestText(p.nearest)}` },
  UNKNOWN_DEFINITION: { kind: refusal, text: (p: { definition: string; nearest: readonly string[] }) => `The model has no definition '${p.definition}'.${nearestText(p.nearest)}` },
  UNKNOWN_VERSION: { kind: refusal, text: (p: { definition: string; version: number; available: readonly number[] }) => `Definition '${p.definition}' has no version ${p.version}; it has ${p.available.join(', ')}.` },
  DEFINITION_NOT_EFFECTIVE: { kind: refusal, text: (p: { definition: string; at: string; from: string }) => `Definition '${p.definition}' has no version in force at ${p.at}; its first is effective from ${p.from}. Name a version to ask all the same.` },
  BAD_ARGUMENT: { kind: refusal, text: (p: { argument: string; value: string; wanted: string }) => `Argument '${p.argument}' is ${p.value}; wanted: ${p.wanted}.` },
  BAD_CURSOR: { kind: refusal, text: (p: { cursor: string }) => `'${p.cursor}' is no cursor of this connection; pass an endCursor of an earlier page asked with the same orderBy.` },
  REF_UNKNOWN: { kind: refusal, text: (p: { ref: string; nearest: readonly string[] }) => `Nothing is known as '${p.ref}'.${nearestText(p.nearest)}` },
  EVENT_ID_REUSED: { kind: refusal, text: (p: { source: string; eventId: string }) => `Event '${p.eventId}' of source '${p.source}' was told before with other content.` },
  GRAPH_AWAY: { kind: outage, text: (_: { what: string }) => `The graph (Neo4j) cannot be reached at the moment; retry shortly.` },
  JOURNAL_AWAY: { kind: outage, text: (_: { what: string }) => `The journal (PostgreSQL) cannot be reached at the moment; retry shortly.` },
  INTERNAL: { kind: bug, text: (p: { correlationId: string }) => `Something failed on our side; the log has it under ${p.correlationId}.` },
} as const

export type Catalogue = typeof catalogue

import type { Instant } from '../vocabulary/instant.ts'

/** What may be ruled on a version. FILED: its file says how far it has come. */
export type ActKind = 'FILED' | 'DRAFTED' | 'PROPOSED' | 'APPROVED' | 'RETURNED' | 'ACTIVATED' | 'RETIRED'

/** Who rules, why and when. */
export interface ActGrounds {
  readonly actor: string
  readonly reason: string
  readonly recordedAt: Instant
}

/** One ruling on a version. */
export type DefinitionAct = ActGrounds & { readonly definition: string; readonly version: number } & (
  | { readonly act: 'FILED' | 'DRAFTED' | 'PROPOSED'; /** A definition file with this version alone; of a rule its file. */ readonly source: string }
  | { readonly act: 'APPROVED' | 'RETURNED' }
  | { readonly act: 'ACTIVATED'; readonly effectiveFrom: Instant }
  | { readonly act: 'RETIRED'; readonly effectiveTo: Instant }
)

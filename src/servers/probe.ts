/** How long one small question may take. */
export const PROBE_MS = 5_000

/** What came of asking a server one small question. `version` is the server's own text, `readOnly` why it takes no writes, where it says so. */
export type Answer =
  | { readonly kind: 'answered'; readonly version: string; readonly readOnly?: string }
  /** A server of another folder, which has the same password: its home was copied. */
  | { readonly kind: 'another'; readonly folder: string }
  | { readonly kind: 'refused'; readonly cause: unknown }
  | { readonly kind: 'unknown-database'; readonly cause: unknown }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly cause: unknown }

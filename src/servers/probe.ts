/** What came of asking a server one small question. `version` is the server's own text. */
export type Answer =
  | { readonly kind: 'answered'; readonly version: string }
  | { readonly kind: 'refused'; readonly cause: unknown }
  | { readonly kind: 'unknown-database'; readonly cause: unknown }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly cause: unknown }

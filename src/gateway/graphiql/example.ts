/** A question the playground opens with, a tab each. `title` is one line. */
export interface Example {
  readonly title: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

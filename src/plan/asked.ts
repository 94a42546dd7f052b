/** A field of the question, as plain data: what the gateway reads off the operation and every plan starts from. */
export interface Asked {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
  /** Fields asked below it; empty below a field that answers with an abstract type. */
  readonly below: readonly Asked[]
}

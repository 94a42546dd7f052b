/** A JSON schema whose definitions are types of records, by name. */
export interface JsonSchema {
  readonly definitions: Readonly<Record<string, unknown>>
}

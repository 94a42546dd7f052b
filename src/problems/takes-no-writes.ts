/** By these codes PostgreSQL and Neo4j say that they take no writes: a read replica, a leader that stepped down, a database that is only to be read. */
const READ_ONLY = new Set(['25006', 'Neo.ClientError.Cluster.NotALeader', 'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase', 'Neo.ClientError.General.WriteOnReadOnlyAccessDatabase'])

export const takesNoWrites = (error: unknown): boolean => error instanceof Error && 'code' in error && READ_ONLY.has(String(error.code))

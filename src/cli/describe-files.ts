import type { GraphFiles } from '../graph/import-files.ts'

/** An argument as a shell wants it. */
export const shell = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`)

/** How somebody takes a graph's files into a Neo4j of their own. */
export const describeFiles = ({ folder, options }: GraphFiles): readonly string[] => [
  'The graph is in files. Stop your Neo4j, run this where its neo4j-admin is, and start it again before anything more is told:',
  `  cd ${shell(folder)} && neo4j-admin database import full neo4j --overwrite-destination ${options.map(shell).join(' ')}`,
]

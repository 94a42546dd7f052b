import { invariant } from '../problems/invariant.ts'

/** The one place that writes a name into Cypher text. Plain names stay plain; every other is quoted. */
export const quote = (name: string): string => {
  invariant(name !== '', 'quote:empty', 'a name is empty')
  // Cypher replaces \u0060 by a backtick before it parses, inside quotes too.
  invariant(!name.includes('\\') && !name.includes('\0'), 'quote:escape', `'${name}' holds a character that no name of a model has`)
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toUpperCase()) ? name : `\`${name.replaceAll('`', '``')}\``
}

/** Words that a bare variable or label may not be, or that read as something else where we use them. */
const RESERVED = new Set((
  'ALL AND ANY AS ASC ASCENDING BY CALL CASE COLLECT CONTAINS COUNT CREATE CSV DELETE DESC DESCENDING DETACH DISTINCT ELSE END ENDS EXISTS FALSE FINISH FOREACH FROM GRAPH IN INF INFINITY INSERT IS LIMIT LOAD '
  + 'MATCH MERGE NAN NONE NOT NULL OFFSET ON OPTIONAL OR ORDER_BY REDUCE REMOVE RETURN SET SHORTEST SINGLE SKIP STARTS THEN TRUE TYPED UNION UNIQUE UNWIND USE USING WHEN WHERE WITH XOR YIELD'
).split(' '))

import { isNumberProperty } from '../vocabulary/graph-property.ts'

/** Whether a number is stored as Neo4j INTEGER; all else is FLOAT. A decimal's twin is a float always, and what an integer of 64 bits might not hold is one under any name: it would wrap without a word. */
export const isStoredAsInteger = (property: string, value: number): boolean => Number.isSafeInteger(value) && !isNumberProperty(property)

import type { Parameter } from './statement.ts'
import { quote } from './quote.ts'

/** Hands out variable and parameter names for one statement: the noun itself, then noun2, noun3 when it is taken. */
export class Names {
  readonly #taken = new Set<string>()
  readonly parameters: Record<string, Parameter> = {}

  /** A variable for an entity type or relationship: `SomeThing` → `someThing`, `MADE_OF` → `madeOf`. */
  variable(noun: string): string {
    return quote(this.#free(camel(noun)))
  }

  /** A parameter for a value: `$pickupAt`. Parameters have names of their own beside variables. */
  parameter(noun: string, value: Parameter): string {
    const name = this.#free(`$${camel(noun.replaceAll(/[^A-Za-z0-9_]+/g, '_'))}`).slice(1)
    this.parameters[name] = value
    return `$${name}`
  }

  #free(name: string): string {
    let free = name
    for (let count = 2; this.#taken.has(free); count += 1) free = `${name}${count}`
    this.#taken.add(free)
    return free
  }
}

const camel = (noun: string): string => {
  const words = /^[A-Z0-9_]+$/.test(noun) ? noun.toLowerCase() : noun
  const joined = words.replaceAll(/_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}

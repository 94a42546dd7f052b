import { createHash, type Hash } from 'node:crypto'
import type { AnsweredSum } from '../plan/plan-lineage.ts'
import type { Ref } from '../vocabulary/ref.ts'
import type { FlowEdge } from './ways.ts'

/** Of SHA-256, 96 bits: a cursor is short, and nobody gains by a second text of the same sum. */
const SUM_LENGTH = 16
/** Characters summed up at a time: a call of its own for each piece costs three times as much as what it sums up. */
const TOGETHER = 1 << 16

class Sum {
  readonly #hash: Hash = createHash('sha256')
  #text = ''

  add(text: string): void {
    this.#text += text
    if (this.#text.length > TOGETHER) this.#flush()
  }

  get value(): string {
    this.#flush()
    return this.#hash.copy().digest('base64url').slice(0, SUM_LENGTH)
  }

  #flush(): void {
    this.#hash.update(this.#text)
    this.#text = ''
  }
}

/** Sums up what was answered of a walk, piece by piece in its order. What an edge rests on may change: it is the same edge. */
export class Answered {
  readonly #nodes = new Sum()
  readonly #edges: Sum | undefined

  constructor(areEdgesTold: boolean) {
    this.#edges = areEdgesTold ? new Sum() : undefined
  }

  add(piece: { readonly node: Ref } | { readonly edge: FlowEdge }): void {
    if ('node' in piece) this.#nodes.add(`${piece.node}\0`)
    else this.#edges?.add(`${piece.edge.from}\0${piece.edge.link.name}\0${piece.edge.to}\0`)
  }

  get sum(): AnsweredSum {
    return { nodes: this.#nodes.value, edges: this.#edges?.value ?? null }
  }

  /** Whether what was answered before, as it was summed up then, is what this has summed up; edges where both were told of them. */
  is({ nodes, edges }: AnsweredSum): boolean {
    const own = this.sum
    return own.nodes === nodes && (edges === null || own.edges === null || own.edges === edges)
  }
}

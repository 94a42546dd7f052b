import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A wire to a store, for who must see it fail: cut and mended, or frozen, when it takes what is sent, and new connections, and passes nothing on. */
export class Wire {
  readonly #target: URL
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #server: Server | undefined
  #frozen = false
  port = 0

  constructor(target: string) {
    this.#target = new URL(target)
  }

  /** The store's address by this wire, once it is laid. */
  get url(): string {
    const url = new URL(this.#target)
    url.port = String(this.port)
    return url.href
  }

  async mend(): Promise<void> {
    this.#server = createServer((near) => {
      const pair = [near, connect(Number(this.#target.port), this.#target.hostname)] as const
      this.#pairs.add(pair)
      for (const socket of pair) {
        socket.on('error', () => undefined)
        socket.on('close', () => {
          this.#pairs.delete(pair)
          for (const end of pair) end.destroy()
        })
      }
      if (!this.#frozen) join(pair)
    })
    await new Promise<void>((resolve) => this.#server?.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
  }

  async cut(): Promise<void> {
    for (const socket of [...this.#pairs].flat()) socket.destroy()
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  freeze(): void {
    this.#frozen = true
    for (const [near, far] of this.#pairs) {
      near.unpipe(far).pause()
      far.unpipe(near).pause()
    }
  }

  thaw(): void {
    this.#frozen = false
    for (const pair of this.#pairs) join(pair)
  }
}

const join = ([near, far]: readonly [Socket, Socket]): void => {
  near.pipe(far).pipe(near)
}

import type { Driver, Session } from 'neo4j-driver'
import { deserialize, serialize } from 'node:v8'

interface SentWrite {
  readonly text: string
  readonly parameters: Record<string, unknown>
}

/** Committed transactions as they were sent, serialised, and how long that took. */
export interface RecordedTransactions {
  readonly transactions: Buffer[]
  ms: number
}

/** A driver whose write transactions are kept as they were sent. */
export const recordingDriver = (driver: Driver, kept: RecordedTransactions): Driver => overriding(driver, {
  session: (config?: Parameters<Driver['session']>[0]) => recordingSession(driver.session(config), kept),
})

const recordingSession = (session: Session, kept: RecordedTransactions): Session => overriding(session, {
  beginTransaction: async (...config: Parameters<Session['beginTransaction']>) => {
    const transaction = await session.beginTransaction(...config)
    const sent: SentWrite[] = []
    return overriding(transaction, {
      run: (text: string, parameters: Record<string, unknown> = {}) => {
        sent.push({ text, parameters })
        return transaction.run(text, parameters)
      },
      commit: async () => {
        await transaction.commit()
        const began = performance.now()
        kept.transactions.push(serialize(sent))
        kept.ms += performance.now() - began
      },
    })
  },
})

const overriding = <T extends object>(target: T, methods: Readonly<Record<string, unknown>>): T => new Proxy(target, {
  get: (of, name) => {
    if (typeof name === 'string' && name in methods) return methods[name]
    const value: unknown = Reflect.get(of, name, of)
    return typeof value === 'function' ? (value.bind(of) as unknown) : value
  },
})

/** The same transactions again, each when the one before has committed; parameters are made ready beforehand. */
export const replayTransactions = async (driver: Driver, { transactions }: RecordedTransactions): Promise<number> => {
  let ms = 0
  const session = driver.session()
  try {
    for (const kept of transactions) {
      const sent = deserialize(kept) as readonly SentWrite[]
      const began = performance.now()
      await session.executeWrite(async (transaction) => {
        for (const { text, parameters } of sent) await transaction.run(text, parameters)
      })
      ms += performance.now() - began
    }
  } finally {
    await session.close()
  }
  return ms
}

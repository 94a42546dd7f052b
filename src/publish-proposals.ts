import { setTimeout as pause } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import type { Journal } from './journal/open-journal.ts'
import { publishNext, type PublishedAct } from './journal/publish-next.ts'
import type { Model } from './model/model.ts'

/** Where proposals and what became of them are sent, signed as standardwebhooks.com says. */
export interface Endpoint {
  readonly url: string
  /** `whsec_` and base64. */
  readonly secret: string
}

interface PublishingWorld {
  readonly model: Pick<Model, 'name'>
  readonly journal: Journal
}

const LOOK_EVERY_MS = 1_000
const LONGEST_PAUSE_MS = 60_000
const ANSWER_WITHIN_MS = 10_000

const post = async ({ url, secret }: Endpoint, act: PublishedAct, signal: AbortSignal): Promise<void> => {
  const body = JSON.stringify(act)
  const [id, now] = [`msg_${act.id}`, new Date()]
  const response = await fetch(url, {
    method: 'POST', body, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    headers: { 'content-type': 'application/cloudevents+json', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)), 'webhook-signature': new Webhook(secret).sign(id, now, body) },
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`it answered ${response.status}`)
}

/** Publishes until it is stopped. An endpoint that fails is tried again, after a second, then two, up to a minute; nothing is left out. */
export const publishProposals = ({ model, journal }: PublishingWorld, endpoint: Endpoint, onFailure: (error: unknown) => void): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    let failures = 0
    while (!signal.aborted) {
      try {
        if (await publishNext(journal, model.name, new URL(endpoint.url).href, (act) => post(endpoint, act, signal))) {
          failures = 0
          continue
        }
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        onFailure(error)
      }
      await pause(Math.min(LOOK_EVERY_MS * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

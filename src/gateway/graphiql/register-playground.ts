import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { buildPlayground, playgroundFingerprint } from './build-playground.ts'
import type { Example } from './example.ts'
import { PLAYGROUND_POLICY, playgroundHtml } from './playground-html.ts'

export interface PlaygroundOptions {
  readonly examples: readonly Example[]
  /** Where builds are kept; shared by all worlds. */
  readonly folder?: string
}

const defaultFolder = join(import.meta.dirname, '../../../.osl/playground')

/**
 * Serves GraphiQL at `/` and its assets, all from here. The bundle is made once per version, in the background from the moment the
 * door listens (a few seconds, then never again); whoever opens the page earlier waits for it.
 */
export const registerPlayground = async (app: FastifyInstance, { examples, folder = defaultFolder }: PlaygroundOptions): Promise<void> => {
  const fingerprint = playgroundFingerprint()
  const build = join(folder, fingerprint)
  const assets = `/playground/${fingerprint}`
  let building: Promise<void> | undefined
  /** A build that failed is tried again by the next who asks. */
  const built = (): Promise<void> =>
    (building ??= buildPlayground(build).catch((cause: unknown) => {
      building = undefined
      throw cause
    }))

  await app.register(async (scope) => {
    scope.addHook('onListen', () => {
      built().catch((cause: unknown) => app.log.error({ cause }, 'the playground could not be built'))
    })
    scope.addHook('onClose', async () => {
      await building?.catch(() => undefined)
    })
    await scope.register(fastifyStatic, { root: build, serve: false, decorateReply: true })
    scope.get('/', { exposeHeadRoute: true }, async (_, reply) => {
      await built()
      return reply
        .headers({
          'content-security-policy': PLAYGROUND_POLICY,
          'cache-control': 'no-cache',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        })
        .type('text/html; charset=utf-8')
        .send(playgroundHtml(assets, examples))
    })
    scope.get<{ Params: { '*': string } }>(`${assets}/*`, async (request, reply) => {
      await built()
      return reply.header('x-content-type-options', 'nosniff').sendFile(request.params['*'], { immutable: true, maxAge: '1y' })
    })
  })
}

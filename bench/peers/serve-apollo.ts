import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import { servePeer } from './serve-peer.ts'

/** Apollo Server on fastify as it comes, executed by graphql-js. */
export const serveApollo = (executed: ApolloServerOptions<BaseContext>): Promise<void> => servePeer(async (app) => {
  const apollo = new ApolloServer({ ...executed, plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(app)] })
  await apollo.start()
  app.post('/graphql', fastifyApolloHandler(apollo))
})

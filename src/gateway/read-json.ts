import type { FastifyInstance } from 'fastify'

const FORBIDDEN = Object.assign(new Error("The body holds a key '__proto__', or 'constructor' with 'prototype' below it, which none may hold: no question has such names."), { statusCode: 400 })

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON bodies are read as fastify does, but that a key which it keeps out, since it could reach a prototype, is said to be that and not broken JSON. */
export const readJson = (app: FastifyInstance): void => {
  const read = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    void read(request, body, (error, value: unknown) => done(error !== null && isJson(body) ? FORBIDDEN : error, value))
  })
}

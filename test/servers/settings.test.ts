import { expect, test } from 'vitest'
import { isNeo4jTooOld } from '../../src/servers/probe-neo4j.ts'
import { isPostgresTooOld } from '../../src/servers/probe-postgres.ts'
import { readStoreSettings } from '../../src/servers/settings.ts'

test('without settings both stores are bundled; an empty variable is as good as none', () => {
  expect(readStoreSettings({})).toEqual({ neo4j: undefined, database: undefined })
  expect(readStoreSettings({ NEO4J_URI: '', NEO4J_PASSWORD: '', DATABASE_URL: '' })).toEqual({ neo4j: undefined, database: undefined })
})

test('each store may be the user’s own; the Neo4j user is neo4j unless named', () => {
  expect(readStoreSettings({ NEO4J_URI: 'neo4j+s://graph.example', NEO4J_PASSWORD: 'x' })).toEqual({ neo4j: { uri: 'neo4j+s://graph.example', user: 'neo4j', password: 'x' }, database: undefined })
  expect(readStoreSettings({ DATABASE_URL: 'postgres://u:p@db.example/orders' })).toEqual({ neo4j: undefined, database: { url: 'postgres://u:p@db.example/orders' } })
})

test('all problems are told at once and none repeats a value', () => {
  expect(() => readStoreSettings({ NEO4J_URI: 'http://hidden', DATABASE_URL: 'mysql://u:hidden@h/d' })).toThrow(expect.objectContaining({
    code: 'STORE_SETTINGS_INVALID',
    parameters: { problems: [expect.objectContaining({ setting: 'NEO4J_URI' }), expect.objectContaining({ setting: 'DATABASE_URL' }), expect.objectContaining({ setting: 'NEO4J_PASSWORD' })] },
    message: expect.not.stringContaining('hidden'),
  }))
})

test('a Neo4j of one’s own without a password, and a password without a Neo4j, are refused', () => {
  expect(() => readStoreSettings({ NEO4J_URI: 'bolt://h' })).toThrow(/NEO4J_PASSWORD is missing/)
  expect(() => readStoreSettings({ NEO4J_USER: 'me', NEO4J_PASSWORD: 'x' })).toThrow(/NEO4J_USER is set without NEO4J_URI.*NEO4J_PASSWORD is set without NEO4J_URI/)
})

test.each([['4.4.30', true], ['5.22.0', true], ['5.23.0', false], ['5.26.30', false], ['5.27-aura', false], ['2025.10.1', false]])('Neo4j %s is too old: %s', (version, old) => {
  expect(isNeo4jTooOld(version)).toBe(old)
})

test.each([['140012', true], ['150000', false], ['180004', false]])('PostgreSQL %s is too old: %s', (version, old) => {
  expect(isPostgresTooOld(version)).toBe(old)
})

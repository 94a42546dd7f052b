import { expect, vi } from 'vitest'
import type { WorldDoor } from '../worlds/open-world-door.ts'

const PATIENCE = { timeout: 120_000, interval: 200 }

interface Held {
  readonly definition: { readonly versions: readonly { readonly version: number; readonly judging: string; readonly acts: readonly { readonly source: string }[] }[] }
}

/** Brings the next version of "completed" into force, which follows from version 1 by a change of its rules: proposed, approved by somebody else, judged, rehearsed. */
export const bringIntoForce = async (door: WorldDoor, change: (rules: string) => string): Promise<void> => {
  const held = (): Promise<Held> => door.answer<Held>('{ definition(name: "completed") { versions { version judging acts { source } } } }')
  const rule = async (actor: string, mutation: string, variables: Record<string, unknown> = {}): Promise<Readonly<Record<string, unknown>> | null> => {
    const { data, errors } = await door.askWith({ 'x-osl-actor': actor }, mutation, variables)
    expect(errors).toEqual([])
    return data
  }
  const { versions } = (await held()).definition
  const next = Math.max(...versions.map(({ version }) => version)) + 1
  const source = change(versions.find(({ version }) => version === 1)?.acts[0]?.source ?? '').replace('version: 1', `version: ${next}`).replace('changeReason:', 'changeReason: seen otherwise #').replaceAll(/^.*(lifecycle|effectiveFrom):.*\n/gm, '')
  expect(source).toContain(`version: ${next}`)
  await rule('ada', 'mutation ($source: String!) { proposeDefinition(source: $source, reason: "seen otherwise") { version { version } } }', { source })
  await rule('ben', `mutation { approveDefinition(definition: "completed", version: ${next}, reason: "so be it") { version { version } } }`)
  await vi.waitFor(async () => expect((await held()).definition.versions.find(({ version }) => version === next)?.judging).toBe('DONE'), PATIENCE)
  const begun = await rule('cem', `mutation { rehearseDefinition(definition: "completed", version: ${next}) { id } }`) as { readonly rehearseDefinition: { readonly id: string } }
  const stage = async (): Promise<string> => (await door.answer<{ rehearsal: { stage: string } }>(`{ rehearsal(id: ${begun.rehearseDefinition.id}) { stage } }`)).rehearsal.stage
  await vi.waitFor(async () => expect(await stage()).toBe('DONE'), PATIENCE)
  await rule('ben', `mutation { activateDefinition(definition: "completed", version: ${next}, reason: "so be it") { version { version } } }`)
}

import type { DefinitionVersion, Model } from './model.ts'

/** The versions that orders are judged by, of every definition: those of the folder, and of what was proposed later what was approved. */
export const judgedVersions = ({ definitions }: Pick<Model, 'definitions'>): readonly DefinitionVersion[] =>
  [...definitions.values()].flatMap(({ versions }) => versions.filter(({ judging }) => judging !== 'NOT_YET'))

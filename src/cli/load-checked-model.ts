import { relative } from 'node:path'
import { loadModel } from '../model/load-model.ts'
import type { Model } from '../model/model.ts'
import { renderProblems } from '../model/render-problems.ts'
import { problem } from '../problems/problem.ts'

/** The model of a folder, or every reason why it is none. */
export const loadCheckedModel = async (folder: string): Promise<Model> => {
  const loaded = await loadModel(folder)
  if (loaded.ok) return loaded.model
  throw problem('MODEL_INVALID', { folder: relative('', folder) || '.', problems: renderProblems(loaded.problems) })
}

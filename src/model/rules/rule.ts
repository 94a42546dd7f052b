import type { ModelDraft } from '../draft-model.ts'
import type { Report } from '../model-problem.ts'

/** One thing that a sound model keeps to. Rules look at the draft, say what departs from it, and never stop each other. Names and expressions are judged where they are resolved, in build-*.ts. */
export type Rule = (draft: ModelDraft, report: Report) => void

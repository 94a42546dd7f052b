/** Inputs that no model adds to: filters and sorting by states and verdicts. */
export const KERNEL_INPUTS = `
"Ascending or descending; what is absent comes last either way."
enum SortDirection { ASC DESC }

"What a count says: how many there are, or that there are at least as many."
enum CountPrecision { EXACT AT_LEAST }

"A filter on an entity's own state."
input StateFilter {
  "In the domain's own words."
  local: StringFilter
  "A canonical state of the model; another name is refused."
  canonical: StringFilter
  since: DateTimeFilter
  source: StringFilter
  "False: sources disagree and no rule decided."
  settled: BooleanFilter
}

"A filter on an order's state in a domain; any domain when none is named."
input OrderStateFilter {
  domain: StringFilter
  local: StringFilter
  canonical: StringFilter
  since: DateTimeFilter
  source: StringFilter
  settled: BooleanFilter
}
input OrderStateQuantifiers {
  "Some domain's state satisfies it."
  some: OrderStateFilter
  "No domain's state satisfies it."
  none: OrderStateFilter
  "Every domain's state satisfies it, of those that have something to say."
  every: OrderStateFilter
}

"A filter on verdicts. Without \`domain\`: the unified verdict. Without \`version\`: the one in force now."
input VerdictFilter {
  definition: StringFilter
  version: IntFilter
  domain: StringFilter
  outcome: OutcomeFilter
  since: DateTimeFilter
  firstMetAt: DateTimeFilter
  "Of the unified verdict."
  skewHours: FloatFilter
  "Where the order stands on the version's scale."
  stage: StringFilter
  "How much of it is so."
  share: FloatFilter
  "The time that the version answers with."
  time: DateTimeFilter
}
"\`definition\`, \`version\` and \`domain\` choose the verdicts that are looked at, the others say what must hold of them."
input VerdictQuantifiers {
  "Of some chosen verdict."
  some: VerdictFilter
  "Of none."
  none: VerdictFilter
  "Of every one: no chosen verdict is otherwise."
  every: VerdictFilter
}

enum StateSortPart {
  "By the place in the model's canonicalStates."
  CANONICAL
  SINCE
}
input OrderStateSort {
  domain: String!
  by: StateSortPart!
}
enum VerdictSortPart {
  OUTCOME
  SINCE
  FIRST_MET_AT
  SKEW_HOURS
  "By the place on the version's scale."
  STAGE
  SHARE
  TIME
}
"Without \`domain\`: the unified verdict. Without \`version\`: the one in force now."
input VerdictSort {
  definition: String!
  version: Int
  domain: String
  by: VerdictSortPart!
}
`

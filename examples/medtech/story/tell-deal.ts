import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import type { Deal } from './story.ts'
import { after, type Teller } from './teller.ts'

/** How an order came about: from a new opportunity, from the one of the order before, or from none that anyone wrote down. */
export const tellDeal = (teller: Teller, order: { readonly number: string; readonly orderedAt: number; readonly followUp: boolean }, random: Random): Deal | undefined => {
  const before = teller.lastOrder
  if (order.followUp && before?.opportunity !== undefined) return { opportunity: before.opportunity }
  if (!random.chance(RATES.opportunity)) return undefined
  const wonAt = after(order.orderedAt, random, -2, -0.1)
  const requirementConfirmedAt = after(wonAt, random, -14, -3)
  const openedAt = after(requirementConfirmedAt, random, -28, -4)
  const firstContactAt = after(openedAt, random, -30, -2)
  const opportunity = teller.numbers.next('OPP-', 100001, 6)
  const mistaken = teller.defect('contradictoryOpportunity', RATES.contradictoryOpportunity, random, { at: wonAt, example: opportunity, possible: before !== undefined })
  return {
    opportunity,
    told: {
      firstContactAt, openedAt, requirementConfirmedAt, wonAt,
      namedOrder: mistaken && before !== undefined ? before.number : order.number,
      ...(random.chance(RATES.lead) ? { lead: teller.numbers.next('LEAD-', 200001, 6) } : {}),
    },
  }
}

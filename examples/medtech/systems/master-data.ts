import { PRODUCTS, SUPPLIERS } from '../catalogue.ts'
import { DAY, writeMoment } from '../calendar.ts'
import { buyerAt, customerCount, siteAt, siteCount } from '../world.ts'
import type { Tell } from './feeds.ts'

const VALID_FROM = Date.UTC(2023, 0, 1)

const tellRevisions = (tell: Tell): void => {
  for (const { article, revisions } of PRODUCTS) {
    revisions.forEach(({ bom, revision, effectiveFrom }, index) => {
      const frozenAt = effectiveFrom - 5 * DAY
      const told = { kind: 'revision', bom, article, revision, effective_from: writeMoment(effectiveFrom, 'utc') }
      const frozen = { ...told, frozen_at: writeMoment(frozenAt, 'utc') }
      tell('plm', frozenAt - 15 * DAY, { ...told, maturity: 'freigegeben' })
      tell('plm', frozenAt, { ...frozen, maturity: 'FROZEN' })
      const next = revisions[index + 1]
      if (next !== undefined) tell('plm', next.effectiveFrom, { ...frozen, maturity: 'abgelöst' })
    })
  }
}

/** What stands before the first order: products, customers, hospitals, suppliers, bills of material. `pause` lets long lists be written out. */
export const tellMasterData = (tell: Tell, orders: number, pause: () => void): void => {
  for (const { article, gtin, name, family } of PRODUCTS) tell('erp-products', VALID_FROM, { article, gtin, name, family })
  for (const { supplier, name, country } of SUPPLIERS) tell('scm-suppliers', VALID_FROM, { supplier, name, country })
  for (let index = 0; index < customerCount(orders); index += 1) {
    tell('erp-customers', VALID_FROM, { ...buyerAt(index) })
    pause()
  }
  for (let index = 0; index < siteCount(orders); index += 1) {
    const { site, gln, name, city, country, customer } = siteAt(index)
    tell('sites', VALID_FROM, { site, gln, name, city, country, customer })
    pause()
  }
  tellRevisions(tell)
}

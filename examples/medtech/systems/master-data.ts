import { changesOf, PRODUCTS, SUPPLIERS } from '../catalogue.ts'
import { CUTOFF, DAY, writeDate, writeMoment } from '../calendar.ts'
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

/** The configurator's table: one rule a product, configuration and revision, valid until the next revision's. */
const tellRules = (tell: Tell): void => {
  for (const { article, configurations, revisions } of PRODUCTS) {
    revisions.forEach(({ bom, revision, effectiveFrom }, index) => {
      const next = revisions[index + 1]
      configurations.forEach((configuration, place) => tell('plm-rules', effectiveFrom - 5 * DAY, {
        rule: `${article}-${revision}-${place + 1}`, article, configuration, bom,
        valid_from: writeMoment(effectiveFrom, 'utc'), ...(next === undefined ? {} : { valid_to: writeMoment(next.effectiveFrom, 'utc') }),
      }))
    })
  }
}

const tellChanges = (tell: Tell): void => {
  for (const { number, reason, oldBom, newBom, effectiveAt, disposition } of PRODUCTS.flatMap(changesOf)) {
    const requestedAt = effectiveAt - 45 * DAY
    const approvedAt = effectiveAt - 25 * DAY
    const told = { kind: 'change', change: number, reason, old_bom: oldBom, new_bom: newBom, disposition, requested_at: writeMoment(requestedAt, 'utc') }
    const approved = { ...told, approved_at: writeMoment(approvedAt, 'utc'), effective_at: writeMoment(effectiveAt, 'utc') }
    tell('plm-changes', requestedAt, { ...told, progress: 'beantragt' })
    tell('plm-changes', approvedAt, { ...approved, progress: 'genehmigt' })
    tell('plm-changes', effectiveAt, { ...approved, progress: 'wirksam' })
  }
}

const tellPositions = (tell: Tell): void => {
  for (const { component, revisions } of PRODUCTS) {
    for (const { bom, effectiveFrom } of revisions) tell('plm-positions', effectiveFrom - 20 * DAY, { bom, position: 10, component, pieces: 1 })
  }
}

const PURCHASE_LASTS = 18 * DAY

/** On the third of each month every component is bought to stock, from its suppliers in turn: for whom, no system records. */
const tellStockPurchases = (tell: Tell): void => {
  const components = [...new Set(PRODUCTS.map(({ component }) => component))]
  for (let month = 0; ; month += 1) {
    const placedAt = Date.UTC(2023, 11 + month, 3, 9)
    if (placedAt >= CUTOFF) return
    components.forEach((component, place) => {
      const suppliers = SUPPLIERS.filter((each) => (each.components as readonly string[]).includes(component))
      const supplier = suppliers[month % suppliers.length]?.supplier ?? ''
      const told = { number: `PS-${writeDate(placedAt).slice(0, 7)}-${place + 1}`, component, supplier, pieces: 500, placed_at: writeMoment(placedAt, 'berlin') }
      tell('scm-stock-purchases', placedAt, { ...told, step: 'placed' })
      if (placedAt + DAY < CUTOFF) tell('scm-stock-purchases', placedAt + DAY, { ...told, step: 'acknowledged' })
      if (placedAt + PURCHASE_LASTS < CUTOFF) tell('scm-stock-purchases', placedAt + PURCHASE_LASTS, { ...told, step: 'Wareneingang' })
    })
  }
}

/** What stands before the first order: products, customers, hospitals, suppliers, bills of material, and what planning buys to stock for nobody in particular. `pause` lets long lists be written out. */
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
  tellRules(tell)
  tellChanges(tell)
  tellPositions(tell)
  tellStockPurchases(tell)
}

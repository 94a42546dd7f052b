import { gtin } from './numbers.ts'

/** Every name here is invented; likeness to a company, product or person is chance. */
export interface Product {
  readonly article: string
  readonly gtin: string
  readonly name: string
  readonly family: 'PACEMAKER' | 'STENT'
  readonly cents: number
  readonly weight: number
  readonly component: string
  readonly configurations: readonly string[]
  readonly revisions: readonly { readonly bom: string; readonly revision: string; readonly effectiveFrom: number }[]
}
const REVISIONS = [
  { revision: 'A', effectiveFrom: Date.UTC(2023, 8, 1) },
  { revision: 'B', effectiveFrom: Date.UTC(2024, 7, 1) },
  { revision: 'C', effectiveFrom: Date.UTC(2025, 2, 1) },
]
const product = (index: number, article: string, name: string, family: Product['family'], euros: number, weight: number, component: string): Product => ({
  article, name, family, weight, component, gtin: gtin(index), cents: euros * 100,
  configurations: family === 'PACEMAKER' ? ['single lead', 'dual lead', 'dual lead, MRI'] : ['sterile single', 'sterile twin'],
  revisions: REVISIONS.map((revision) => ({ ...revision, bom: `BOM-${article}-${revision.revision}` })),
})
/** The stent whose second lot is big: the one to recall in examples. */
export const RECALL_ARTICLE = 'ST-3018'
export const RECALL_LOT_SEQUENCE = 2
export const PRODUCTS: readonly Product[] = [
  product(1, 'PM-110', 'Taktor SR pacemaker', 'PACEMAKER', 2150, 10, 'cell LiI 1.0'),
  product(2, 'PM-210', 'Taktor DR pacemaker', 'PACEMAKER', 2890, 16, 'cell LiI 1.3'),
  product(3, 'PM-310', 'Taktor DR "Freya", MRI', 'PACEMAKER', 3480, 8, 'cell LiI 1.3'),
  product(4, 'ST-2512', 'Gefion stent 2.5 x 12 mm', 'STENT', 690, 12, 'CoCr tube 1.6'),
  product(5, 'ST-2518', 'Gefion stent 2.5 x 18 mm', 'STENT', 710, 14, 'CoCr tube 1.6'),
  product(6, RECALL_ARTICLE, 'Gefion stent 3.0 x 18 mm', 'STENT', 740, 24, 'CoCr tube 1.8'),
  product(7, 'ST-3023', 'Gefion stent 3.0 x 23 mm', 'STENT', 780, 10, 'CoCr tube 1.8'),
  product(8, 'ST-3528', 'Gefion stent 3.5 x 28 mm', 'STENT', 820, 6, 'CoCr tube 2.0'),
]
/** What an engineering change does to lines that are ordered and not yet in production. */
export type ChangeDisposition = 'USE_UP' | 'SWITCH'
export interface EngineeringChange {
  readonly number: string
  readonly reason: string
  readonly oldBom: string
  readonly newBom: string
  readonly effectiveAt: number
  readonly disposition: ChangeDisposition
}
const CHANGE_REASONS = ['new supplier of the housing', 'longer battery life', 'thinner strut'] as const
/** Every revision after the first came in by a change. The bigger one, to C, orders under way go over to. */
export const changesOf = ({ article, revisions }: Product): readonly EngineeringChange[] =>
  revisions.slice(1).map(({ bom, revision, effectiveFrom }, index) => ({
    number: `ECO-${article}-${revision}`,
    reason: CHANGE_REASONS[(article.length + index + revision.charCodeAt(0)) % CHANGE_REASONS.length] as string,
    oldBom: revisions[index]?.bom ?? '',
    newBom: bom,
    effectiveAt: effectiveFrom,
    disposition: revision === 'C' ? 'SWITCH' : 'USE_UP',
  }))
export const OWN_SITES = [{ code: 'W1', name: 'Plant Lindenbruck' }, { code: 'W2', name: 'Central warehouse Oberwaldau' }] as const
export const SUPPLIERS = [
  { supplier: 'SUP01', name: 'Rohrwerk Quellental', country: 'DE', components: ['CoCr tube 1.6', 'CoCr tube 1.8', 'CoCr tube 2.0'] },
  { supplier: 'SUP02', name: 'Zellwerk Nordhafen', country: 'DE', components: ['cell LiI 1.0', 'cell LiI 1.3'] },
  { supplier: 'SUP03', name: '海月精密 Haiyue Precision', country: 'CN', components: ['CoCr tube 1.8'] },
  { supplier: 'SUP04', name: 'Pila Clara', country: 'ES', components: ['cell LiI 1.3'] },
] as const
export const CITIES = [
  { city: 'Lindenbruck', country: 'DE' }, { city: 'Oberwaldau', country: 'DE' }, { city: 'Steinmoor', country: 'DE' },
  { city: 'Sankt Wieland', country: 'AT' }, { city: 'Montclair-sur-Orne', country: 'FR' }, { city: 'Villaserena', country: 'ES' },
  { city: '云湖 Yunhu', country: 'CN' },
] as const
export const HOSPITAL_KINDS = ['Klinikum {city}', 'Heart Centre {city}, East Wing', 'Hospital "Saint Lioba", {city}', 'University Hospital {city}'] as const
export const FIRST_NAMES = ['Alba', 'Bero', 'Cosima', 'Dario', 'Elin', 'Fero', 'Gesa', 'Hanno'] as const
export const LAST_NAMES = ['Ackermoor', 'Brunnthal', 'Cendrier', 'Dornquist', 'Eichlehn', 'Fenwald', 'Grauvogel'] as const
/** Against the euro, in percent of the list price. */
export const CURRENCIES: Readonly<Record<string, { readonly currency: string; readonly percent: number }>> = { CN: { currency: 'CNY', percent: 780 } }
export const EURO = { currency: 'EUR', percent: 100 } as const

import { RATES } from '../rates.ts'
import type { Random } from '../random.ts'
import { siteAt, siteCount, type Site } from '../world.ts'
import type { ProcedureStory, ServiceStory, ShipmentStory, UnitStory } from './story.ts'
import { after, type Teller } from './teller.ts'

const INDICATIONS = { PACEMAKER: ['I44.2', 'I49.5'], STENT: ['I25.1', 'I21.0', 'I20.0'] } as const
const FINDINGS = ['telemetry lost', 'battery reading low', 'lead impedance high', 'programmer not paired'] as const

/** Devices that are used together: pacemakers one at a time, stents one to three. */
const together = (units: readonly UnitStory[], random: Random): readonly (readonly UnitStory[])[] => {
  const groups: UnitStory[][] = []
  let room = 0
  for (const unit of units) {
    const used = random.chance(unit.product.family === 'PACEMAKER' ? RATES.pacemakerUsed : RATES.stentUsed)
    if (!used) continue
    const last = groups[groups.length - 1]
    if (unit.product.family === 'STENT' && room > 0 && last !== undefined && last[0]?.product.family === 'STENT') {
      last.push(unit)
      room -= 1
    } else {
      groups.push([unit])
      room = random.whole(0, 2)
    }
  }
  return groups
}

const tellPatient = (teller: Teller, site: Site, random: Random): { readonly patient: string; readonly birthYear: number } => {
  const known = teller.lastPatients.get(site.index)
  if (known !== undefined && random.chance(RATES.knownPatient)) return known
  const patient = { patient: teller.numbers.next('PT', 1, 8), birthYear: random.whole(1932, 1985) }
  teller.lastPatients.set(site.index, patient)
  return patient
}

const tellProcedure = (teller: Teller, units: readonly UnitStory[], shipment: ShipmentStory, consignee: Site, random: Random): ProcedureStory => {
  const number = teller.numbers.next('OP', 1, 8)
  const performedAt = after(shipment.signedAt, random, 4, 90)
  const moved = teller.defect('transferred', RATES.transferred, random, { at: performedAt, example: number })
  const site = moved ? siteAt((consignee.index + 1) % siteCount(teller.orders)) : consignee
  const family = units[0]?.product.family ?? 'STENT'
  return {
    number, site, performedAt,
    ...tellPatient(teller, site, random),
    indication: random.pick(INDICATIONS[family]),
    ...(random.chance(RATES.plannedUse) ? { plannedAt: after(performedAt, random, -7, -1) } : {}),
    used: units.map((unit) => {
      const mistyped = teller.defect('orphanUse', RATES.orphanUse, random, { at: performedAt, example: unit.serial })
      return { unit, writtenUdi: mistyped ? `${unit.udi.slice(0, -1)}X` : unit.udi }
    }),
  }
}

export const tellProcedures = (teller: Teller, site: Site, shipments: readonly ShipmentStory[], random: Random): readonly ProcedureStory[] =>
  shipments.flatMap((shipment) => together(shipment.contents.flatMap((part) => part.units), random).map((units) => tellProcedure(teller, units, shipment, site, random)))

/** Calls for pacemakers in use, by the serial number on the patient's card. */
export const tellServiceCalls = (teller: Teller, procedures: readonly ProcedureStory[], random: Random): readonly ServiceStory[] =>
  procedures.flatMap((procedure) => procedure.used.flatMap(({ unit }) => {
    if (unit.product.family !== 'PACEMAKER' || !random.chance(RATES.service)) return []
    const number = teller.numbers.next('SV', 600001, 7)
    const faultReportedAt = after(procedure.performedAt, random, 10, 200)
    const scheduledAt = after(faultReportedAt, random, 0.05, 0.8)
    const arrivedAt = after(scheduledAt, random, 0.5, 3)
    const orphan = teller.defect('orphanService', RATES.orphanService, random, { at: faultReportedAt, example: number })
    return [{
      number, unit, faultReportedAt, scheduledAt, arrivedAt,
      writtenSerial: orphan ? `${unit.serial}0` : unit.serial,
      resolvedAt: after(arrivedAt, random, 0.05, 0.3),
      finding: random.pick(FINDINGS),
    }]
  }))

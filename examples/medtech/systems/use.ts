import { writeMoment } from '../calendar.ts'
import type { OrderStory, ProcedureStory, ServiceStory } from '../story/story.ts'
import { inWords, type Tell } from './feeds.ts'

const tellProcedure = (procedure: ProcedureStory, tell: Tell): void => {
  const { number, patient, birthYear, site, indication } = procedure
  const told = { procedure: number, patient, birth_year: birthYear, site: site.site, indication }
  const word = (de: string, en: string, zh: string): string => inWords(site.country, { de, en, zh })
  if (procedure.plannedAt !== undefined) tell('clinic', procedure.plannedAt, { ...told, outcome: word('geplant', 'scheduled', '已安排') })
  for (const { writtenUdi } of procedure.used) {
    tell('clinic', procedure.performedAt, { ...told, performed_at: writeMoment(procedure.performedAt, 'berlin'), udi: writtenUdi, outcome: word('implantiert', 'implanted', '已植入') })
  }
}

const tellCall = (call: ServiceStory, country: string, tell: Tell): void => {
  const told = { service_order: call.number, serial: call.writtenSerial, fault_reported_at: writeMoment(call.faultReportedAt, 'utc') }
  const arrived = { ...told, engineer_arrived_at: writeMoment(call.arrivedAt, 'utc') }
  const word = (de: string, en: string, zh: string): string => inWords(country, { de, en, zh })
  tell('service', call.faultReportedAt, { ...told, progress: word('gemeldet', 'fault reported', '已报修') })
  tell('service', call.scheduledAt, { ...told, progress: word('terminiert', 'scheduled', '已排期') })
  tell('service', call.arrivedAt, { ...arrived, progress: word('vor Ort', 'on site', '工程师到场') })
  tell('service', call.resolvedAt, { ...arrived, finding: call.finding, progress: word('behoben', 'resolved', '已解决') })
}

export const tellUse = (order: OrderStory, tell: Tell): void => {
  for (const procedure of order.procedures) tellProcedure(procedure, tell)
  for (const call of order.serviceCalls) tellCall(call, order.site.country, tell)
}

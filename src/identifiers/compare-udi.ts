import type { ParsedUdi } from './parsed-udi.ts'
import { dateText } from './read-dates.ts'
import { udiFlag, type UdiFlag } from './udi-flags.ts'

const COMPARED = { di: 'DI', lot: 'LOT', serial: 'SERIAL', production: 'PRODUCTION', expiry: 'EXPIRY', donation: 'DONATION' } as const

const saying = (udi: ParsedUdi, member: keyof typeof COMPARED): string | undefined => {
  const value = udi[member]
  return typeof value === 'object' ? dateText(value) : value
}

/** A day that one of the two gives with its time, or only its month, is not contradicted by it. */
const alike = (machine: string, human: string, isDate: boolean): boolean => machine === human || (isDate && (machine.startsWith(human) || human.startsWith(machine)))

/** Where what a machine reads off a label and what people read there differ. The place is the machine's. */
export const compareUdi = (machine: ParsedUdi, human: ParsedUdi): readonly UdiFlag[] =>
  (Object.keys(COMPARED) as (keyof typeof COMPARED)[]).flatMap((member) => {
    const of = COMPARED[member]
    const [read, shown] = [saying(machine, member), saying(human, member)]
    const at = machine.parts.find(({ kind }) => kind === member)?.at ?? 0
    if (read !== undefined && shown === undefined) return [udiFlag('READABLE_LACKS', at, { of, machine: read })]
    if (read === undefined && shown !== undefined) return [udiFlag('MACHINE_LACKS', at, { of, human: shown })]
    return read === undefined || shown === undefined || alike(read, shown, typeof machine[member] === 'object') ? [] : [udiFlag('READABLE_CONTRADICTS', at, { of, machine: read, human: shown })]
  })

import { correctionsLines, correctionsTables, missingTable } from './corrections-report.ts'
import type { RecallReport } from './report.ts'
import { safetyCustomers, safetyNoticeLines } from './safety-customers.ts'
import { lineTable, type Table } from './table.ts'
import { trackedDevices } from './tracked-devices.ts'

/** What goes to one authority: a workbook, or a CSV file for each table, named by it. */
export interface ReportFile {
  /** Without an ending. */
  readonly name: string
  readonly title: string
  readonly tables: readonly Table[]
}

/** Every file of a recall, each with what it lacks. */
export const reportFiles = (report: RecallReport): readonly ReportFile[] => {
  const [tracked, corrections, customers] = [trackedDevices(report), correctionsTables(report), safetyCustomers(report)]
  const [correctionLines, noticeLines] = [correctionsLines(report), safetyNoticeLines(report)]
  return [
    { name: 'tracked-devices', title: 'Tracked devices, 21 CFR 821.25(a)', tables: [...tracked, missingTable('tracked-missing', [], tracked)] },
    { name: 'corrections-removals', title: 'Report of a correction or removal, 21 CFR 806.10(c)', tables: [lineTable('806-report', 'Report', correctionLines), ...corrections, missingTable('806-missing', correctionLines, corrections, '806.10(c)(13)')] },
    { name: 'field-safety', title: 'Field safety notice: customers, Regulation (EU) 2017/745', tables: [lineTable('fsn-notice', 'Notice', noticeLines), ...customers, missingTable('fsn-missing', noticeLines, customers)] },
  ]
}

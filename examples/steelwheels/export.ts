import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../../src/problems/problem.ts'
import { readScript, type Row } from './read-script.ts'
import { readZipEntry } from './read-zip-entry.ts'
import { resolveDataJar } from './resolve-data-jar.ts'

export interface SteelwheelsExport {
  /** Folder the CSV files are written to, one a source and named like it. */
  readonly out: string
  /** Folder that keeps the jar between runs; not under version control. */
  readonly workDir: string
  /** Environment for Maven. */
  readonly env?: NodeJS.ProcessEnv
}

/** Columns of a file, each with the column of the script's table that it copies. */
type Columns = Readonly<Record<string, string>>

const files: Readonly<Record<string, { readonly table: string; readonly columns: Columns }>> = {
  customers: {
    table: 'customers',
    columns: {
      customerNumber: 'CUSTOMERNUMBER', customerName: 'CUSTOMERNAME', contactFirstName: 'CONTACTFIRSTNAME', contactLastName: 'CONTACTLASTNAME',
      phone: 'PHONE', city: 'CITY', country: 'COUNTRY', creditLimit: 'CREDITLIMIT',
    },
  },
  products: { table: 'products', columns: { productCode: 'PRODUCTCODE', productName: 'PRODUCTNAME', productLine: 'PRODUCTLINE', productScale: 'PRODUCTSCALE', listPrice: 'MSRP' } },
  vendors: { table: 'products', columns: { productCode: 'PRODUCTCODE', vendor: 'PRODUCTVENDOR', buyPrice: 'BUYPRICE' } },
  orders: { table: 'orders', columns: { orderNumber: 'ORDERNUMBER', orderDate: 'ORDERDATE', requiredDate: 'REQUIREDDATE', shippedDate: 'SHIPPEDDATE', comments: 'COMMENTS', customerNumber: 'CUSTOMERNUMBER' } },
  statuses: { table: 'orders', columns: { orderNumber: 'ORDERNUMBER', status: 'STATUS', orderDate: 'ORDERDATE', shippedDate: 'SHIPPEDDATE' } },
  lines: { table: 'orderdetails', columns: { orderNumber: 'ORDERNUMBER', orderLineNumber: 'ORDERLINENUMBER', productCode: 'PRODUCTCODE', quantityOrdered: 'QUANTITYORDERED', priceEach: 'PRICEEACH', orderDate: 'ORDERDATE' } },
  payments: { table: 'payments', columns: { customerNumber: 'CUSTOMERNUMBER', checkNumber: 'CHECKNUMBER', paymentDate: 'PAYMENTDATE', amount: 'AMOUNT' } },
}

/** Reads the script from the jar and writes one CSV a source; answers each file's path and number of records. Values are the script's own, untouched. */
export const exportSteelwheels = async ({ out, workDir, env }: SteelwheelsExport): Promise<ReadonlyMap<string, { readonly file: string; readonly records: number }>> => {
  const jar = await readFile(await resolveDataJar(workDir, env))
  const tables = withOrderDates(readScript(readZipEntry(jar, 'steelwheels.script').toString('utf8')))
  await mkdir(out, { recursive: true })
  const written = new Map<string, { readonly file: string; readonly records: number }>()
  for (const [name, { table, columns }] of Object.entries(files)) {
    const rows = tables.get(table)
    if (rows === undefined) throw new Error(`The script has no table "${table}"; it has ${[...tables.keys()].join(', ')}.`)
    const file = join(out, `${name}.csv`)
    await writeFile(`${file}.half`, csvOf(rows, columns))
    await rename(`${file}.half`, file)
    written.set(name, { file, records: rows.length })
  }
  return written
}

/** The script's lines carry no date; they get their order's, as a left join would: a line of an order that is not there has none. */
const withOrderDates = (tables: ReadonlyMap<string, readonly Row[]>): ReadonlyMap<string, readonly Row[]> => {
  const dates = new Map((tables.get('orders') ?? []).map((order) => [order['ORDERNUMBER'], order['ORDERDATE'] ?? null]))
  const lines = (tables.get('orderdetails') ?? []).map((line) => ({ ...line, ORDERDATE: dates.get(line['ORDERNUMBER'] ?? null) ?? null }))
  return new Map([...tables, ['orderdetails', lines]])
}

const csvOf = (rows: readonly Row[], columns: Columns): string => {
  const lines = rows.map((row) => Object.values(columns).map((column) => cellOf(row[column])).join(','))
  return `${[Object.keys(columns).join(','), ...lines].join('\n')}\n`
}

const cellOf = (value: string | null | undefined): string => {
  if (value === undefined) throw new Error('The script lacks a column that the export reads.')
  if (value === null) return ''
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

const usage = 'export.ts [--out <folder>] [--work-dir <folder>]   writes the CSV files of this example (default: .osl/steelwheels-data)'

const main = async (): Promise<void> => {
  const root = join(import.meta.dirname, '..', '..')
  const { values } = parseArgs({ options: { out: { type: 'string' }, 'work-dir': { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true) return void process.stdout.write(`${usage}\n`)
  const written = await exportSteelwheels({ out: values.out ?? join(root, '.osl', 'steelwheels-data'), workDir: values['work-dir'] ?? join(root, '.osl', 'steelwheels-jar') })
  for (const { file, records } of written.values()) process.stdout.write(`${String(records).padStart(6)}  ${file}\n`)
}

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof Problem) && !(error instanceof TypeError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error instanceof Problem ? 1 : 2
  }
}

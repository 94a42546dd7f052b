import { fieldLabel, type FieldName, type ReportAbout } from '../vocabulary/report-fields.ts'
import type { Field } from './field.ts'
import type { Details } from './report.ts'

/** A column of a file and the paragraph that asks for it; empty: ours, to find the row by. */
export interface Heading {
  readonly title: string
  readonly cites: string
}

/** Rows are made as they are read, each time anew: a recall may have a million. */
export interface Table {
  /** Of its file or sheet: at most 20 characters, lower case. */
  readonly name: string
  readonly title: string
  readonly headings: readonly Heading[]
  readonly rows: Iterable<readonly Field[]>
}

export interface Column<R> extends Heading {
  readonly of: (row: R) => Field
}

/** A title as a file shows it. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const makeTable = <R>(name: string, title: string, columns: readonly Column<R>[], rows: () => Iterable<R>): Table => ({
  name, title,
  headings: columns.map((column) => ({ title: capital(column.title), cites: column.cites })),
  rows: {
    *[Symbol.iterator]() {
      for (const row of rows()) yield columns.map((column) => column.of(row))
    },
  },
})

/** Columns of fields about one thing, as they are called, under one paragraph. */
export const fieldColumns = <A extends ReportAbout, R>(about: A, names: readonly FieldName<A>[], cites: string, detailsOf: (row: R) => Details<A> | undefined, unknown: Field): readonly Column<R>[] =>
  names.map((name) => ({ title: fieldLabel(about, name), cites, of: (row) => detailsOf(row)?.[name] ?? unknown }))

/** Columns of which a rule asks for any: where one says something, the others need not. */
export const identifiedByAny = <R>(columns: readonly Column<R>[]): readonly Column<R>[] =>
  columns.map((column) => ({
    ...column,
    of: (row) => {
      const field = column.of(row)
      return 'missing' in field && columns.some((each) => 'value' in each.of(row)) ? { notApplicable: 'identified by another' } : field
    },
  }))

/** One thing that a report says which is no list. */
export interface Line {
  readonly title: string
  readonly cites: string
  readonly field: Field
}

/** Lines as a table, a row each; `cites` is a cell, since each has its own. */
export const lineTable = (name: string, title: string, lines: readonly Line[]): Table => {
  const ours = (value: string): Field => ({ value, source: '' })
  return makeTable<Line>(name, title, [
    { title: 'Asked for', cites: '', of: (line) => ours(capital(line.title)) },
    { title: 'By', cites: '', of: (line) => ours(line.cites) },
    { title: 'Answer', cites: '', of: (line) => line.field },
  ], () => lines)
}

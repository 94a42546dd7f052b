/** Lines of a table for terminals, its columns as wide as their widest cell. */
export const renderTable = (headings: readonly string[], cells: readonly (readonly string[])[]): readonly string[] => {
  const table = [headings, ...cells]
  const widths = headings.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)))
  return table.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
}

/** One line of progress for the person who starts the program. */
export type Log = (line: string) => void

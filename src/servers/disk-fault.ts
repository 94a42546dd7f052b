import { Problem, problem } from '../problems/problem.ts'

/** No room, no right, no working disk. */
const OF_THE_DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'])

/** The error of whoever reads or writes in a home: what is the disk's, or of the rights on it, as a refusal; all else as it is. */
export const diskFault = (home: string, error: unknown): unknown =>
  error instanceof Error && !(error instanceof Problem) && 'code' in error && OF_THE_DISK.has(String(error.code)) ? problem('HOME_NOT_WRITABLE', { home, reason: error.message }, error) : error

/** Runs work on the files of a home. */
export const onDiskOf = <T>(home: string, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw diskFault(home, error)
  }
}

export type { AsOfReader, ClaimPage, ClaimPageAsked, ClaimRow as ToldClaim, ConflictPage, JournalReads, JournalStanding, KnownSinceAsked, RejectPage } from '../gateway/journal-reads.ts'

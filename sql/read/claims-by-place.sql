-- $1 seqs, $2 places in the event; row: a claim
select claim.* from unnest($1::bigint[], $2::smallint[]) as asked (seq, n) join claim using (seq, n)

-- $1 seqs; row: a claim
select * from claim where seq = any ($1::bigint[]) order by seq, n

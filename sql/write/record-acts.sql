-- What events say of other events of their source. $1 seqs, $2 whether they retract, $3 sources, $4 their event ids, $5 the others', $6 recordedAt
insert into act (seq, retracts, source, event_id, target, recorded_at)
select * from unnest($1::bigint[], $2::boolean[], $3::text[], $4::text[], $5::text[], $6::bigint[])

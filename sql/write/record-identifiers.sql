-- Who claims which identifier. Row: type, scheme, value of those claimed anew.
-- $1 types, $2 schemes, $3 values, $4 refs, $5 sources, $6 seqs
insert into identifier (type, scheme, value, ref, source, seq)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
on conflict do nothing
returning type, scheme, value

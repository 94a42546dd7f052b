-- Claims of newly settled events, one row each.
-- arrays: seq, n, ref, named, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence, ended, void
insert into claim (seq, n, ref, named, kind, field, value, target, stated, quantities, source, occurred_at, recorded_at, sequence, ended, void)
select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::text[], $15::boolean[], $16::int8multirange[])

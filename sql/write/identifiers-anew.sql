-- Identifiers that claims which were retracted, or stand again, gave to entities: kept with the first claim that stands, or not at all.
-- $1 types, $2 schemes, $3 values, $4 refs, $5 sources
with asked as (
  select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as asked (type, scheme, value, ref, source)
), told as (
  select asked.*, (
    select min(claim.seq) from claim
    where claim.ref = asked.ref and claim.kind = 'identifier' and claim.field = asked.scheme and claim.value = to_json(asked.value)::text and claim.source = asked.source
      and (claim.void is null or not upper_inf(claim.void))
  ) as seq from asked
), gone as (
  delete from identifier using told where told.seq is null and (identifier.type, identifier.scheme, identifier.value, identifier.ref, identifier.source) = (told.type, told.scheme, told.value, told.ref, told.source)
)
insert into identifier (type, scheme, value, ref, source, seq)
select type, scheme, value, ref, source, seq from told where seq is not null
on conflict (type, scheme, value, ref, source) do update set seq = excluded.seq where identifier.seq <> excluded.seq

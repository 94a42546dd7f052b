-- Entities of which no record that stands tells: those that links still name are unresolved, the others are gone, and nothing belongs to them.
-- $1 refs of which no record tells, $2 refs that perhaps only links named; row: those that are gone, and with them who belonged (ref, order_ref)
with untold as (
  select asked.ref, exists (
    select from claim where claim.ref = asked.ref and (claim.void is null or not upper_inf(claim.void))
    union all
    select from claim where claim.target = asked.ref and (claim.void is null or not upper_inf(claim.void))
  ) as named
  from (
    select unnest($1::text[]) as ref
    union
    select ref from unnest($2::text[]) as perhaps (ref) join entity using (ref) where not resolved
  ) as asked
), kept as (
  insert into entity (ref, type, resolved) select ref, split_part(ref, '/', 1), false from untold where named
  on conflict (ref) do update set attributes = '{}', resolved = false, first_at = null where entity.resolved
), gone as (
  delete from entity using untold where entity.ref = untold.ref and not untold.named returning entity.ref
), members as (
  delete from member using untold where (member.order_ref = untold.ref or member.ref = untold.ref) and not untold.named returning member.order_ref, member.ref
), belongings as (
  delete from belonging using untold where belonging.order_ref = untold.ref and not untold.named
), verdicts as (
  delete from verdict using untold where verdict.order_ref = untold.ref and not untold.named
), looked_at as (
  delete from due using untold where due.by_clock and due.ref = untold.ref and not untold.named
), conflicts as (
  delete from conflict using untold where conflict.ref = untold.ref and not untold.named
)
select ref, null as order_ref from gone
union all
select ref, order_ref from members

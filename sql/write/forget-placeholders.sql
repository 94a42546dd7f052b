-- Placeholders whose entity is known now: nothing belongs to them any more. $1 refs; row: ref of what did
with members as (
  delete from member where order_ref = any ($1::text[]) or ref = any ($1::text[]) returning order_ref, ref
), belongings as (
  delete from belonging where order_ref = any ($1::text[])
), verdicts as (
  delete from verdict where order_ref = any ($1::text[])
), conflicts as (
  delete from conflict where ref = any ($1::text[])
), looked_at as (
  delete from due where by_clock and ref = any ($1::text[])
), gone as (
  delete from entity where ref = any ($1::text[]) and not resolved
)
select distinct ref from members where order_ref = any ($1::text[]) and ref <> all ($1::text[])

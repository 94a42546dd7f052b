-- Placeholders whose entity is known now: nothing belongs to them any more. $1 refs
with members as (
  delete from member where order_ref = any ($1::text[]) or ref = any ($1::text[])
), conflicts as (
  delete from conflict where ref = any ($1::text[])
)
delete from entity where ref = any ($1::text[]) and not resolved

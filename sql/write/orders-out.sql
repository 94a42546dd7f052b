-- Orders that are none of their own any more: nothing belongs to them and nothing is said of them. $1 refs
with members as (
  delete from member where order_ref = any ($1::text[])
), belongings as (
  delete from belonging where order_ref = any ($1::text[])
), conflicts as (
  delete from conflict where ref = any ($1::text[])
)
delete from verdict where order_ref = any ($1::text[])

-- $1 order refs, $2 refs that no longer belong to them
delete from member using unnest($1::text[], $2::text[]) as gone (order_ref, ref)
where member.order_ref = gone.order_ref and member.ref = gone.ref

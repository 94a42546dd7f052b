-- $1 order refs, $2 refs that belong to them now
insert into member (order_ref, ref) select * from unnest($1::text[], $2::text[]) on conflict do nothing

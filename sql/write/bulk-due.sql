-- Claims dated ahead of now, $1, to be settled again when they come to hold.
insert into due (at, ref) select distinct occurred_at, ref from claim where occurred_at > $1 on conflict do nothing

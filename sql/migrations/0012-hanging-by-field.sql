-- Who hangs on an entity, by what: on a product or a customer hang the lines and orders of years, and what is asked is mostly another field, of which there are none.
-- By the target alone every one of them was read and left out again, at each turn that met it: 86 % of the time of settling 300,000 orders (2026-11-29).
drop index claim_by_target;
create index claim_by_target on claim (target, field) where target is not null;

-- Entity and key lead: before the table is analysed every index that begins with what a statement knows looks alike, and the whole side was read for each entity.
drop index join_row_by_ref;
drop index join_row_by_key;
create index join_row_by_ref on join_row (ref, derivation, side);
create index join_row_by_key on join_row (key, derivation, side, at);

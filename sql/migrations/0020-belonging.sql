-- Who was an order's, and when: what rules look at over time, so that the database can count over all orders. What follows from events is made anew (see SHAPE).
create table belonging (
  order_ref text     primary key,
  begun     bigint   not null,                    -- the order's first claim, or that of anything that belongs to it, or the first record about it
  refs      text[]   not null,                    -- a place for each time in which something was the order's, itself left out
  froms     bigint[] not null,                    -- when that began
  tos       bigint[] not null                     -- when it ended; null: it had no end
);

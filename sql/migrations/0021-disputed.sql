-- Whether sources ever disagreed on a state that the order has or is drawn from. Verdicts of such an order as of a moment are worked out from its claims,
-- since an answer says how much of it was in conflict then. Rows of earlier releases do not know, which is no wrong answer: they are asked the long way.
alter table verdict add column disputed boolean not null default true;

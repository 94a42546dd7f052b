-- When the first event that is not settled yet was taken; null where there is none. row: since
select (select taken_at from event where seq > progress.settled order by seq limit 1) as since from progress

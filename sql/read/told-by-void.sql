-- Entities that events which do not stand tell of, or only name. row: ref, own (told of)
declare told_by_void no scroll cursor for
select told.ref, bool_or(told.own) as own
from void_event join claim using (seq) cross join lateral (values (claim.ref, claim.named is null), (claim.target, false)) as told (ref, own)
where upper_inf(void_event.void) and told.ref is not null
group by told.ref

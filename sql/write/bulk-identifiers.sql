-- Who claims which identifier, with the first event that stands to say so.
insert into identifier (type, scheme, value, ref, source, seq)
select distinct on (type, scheme, value, ref, source) type, scheme, value, ref, source, seq
from told_identifier
where not exists (select from void_event where void_event.seq = told_identifier.seq and upper_inf(void))
order by type, scheme, value, ref, source, seq

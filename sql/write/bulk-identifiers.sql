-- Who claims which identifier, with the event that was the first to say so.
insert into identifier (type, scheme, value, ref, source, seq)
select distinct on (type, scheme, value, ref, source) type, scheme, value, ref, source, seq from told_identifier order by type, scheme, value, ref, source, seq

-- The next place that the journal would give. row: next
select case when is_called then last_value + 1 else last_value end as next from event_seq_seq

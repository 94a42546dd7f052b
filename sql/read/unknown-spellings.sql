-- Spellings of states that records were refused for, the commonest first. $1 source, $2 entity type (nulls: all), $3 most
-- row: source, type, spelling, count (records), first_at, last_at (when one was refused, ms since 1970)
select reject.source, unknown.type, unknown.spelling, count(*)::integer as count, min(reject.recorded_at) as first_at, max(reject.recorded_at) as last_at
from reject cross join jsonb_to_recordset(reject.unknown_states) as unknown (type text, spelling text)
where ($1::text is null or reject.source = $1) and ($2::text is null or unknown.type = $2)
group by reject.source, unknown.type, unknown.spelling order by count desc, reject.source, unknown.type, unknown.spelling limit $3

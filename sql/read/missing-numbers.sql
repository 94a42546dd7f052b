-- Numbers that a source's records lack, of those that count them without gaps: the digits at the end of their id or sequence, at most eighteen; what stands before is the series. $1 source, $2 eventId or sequence
-- Ids stand in an index, and are no part of how a record is decoded; sequences are read of every event.
-- row: numbers (at most 2147483647: how many are missing between the first and the last of each series), first (of them); none where none is missing
with named as (
  select event_id as text from event where source = $1 and $2 = 'eventId' union all select sequence from event_as_decoded where source = $1 and $2 = 'sequence'
), numbered as (
  select rtrim(text, '0123456789') as series, length(text) - length(rtrim(text, '0123456789')) as digits, text from named
), counted as (
  select series, digits, right(text, digits)::bigint as number from numbered where digits between 1 and 18
), followed as (
  select series, digits, number, lead(number) over (partition by series collate "C" order by number) as next from counted
), missing as (
  select least(sum(next - number - 1), 2147483647)::bigint as numbers, (array_agg(series || lpad((number + 1)::text, greatest(digits, length((number + 1)::text)), '0') order by series collate "C", number))[1] as first from followed where next > number + 1 having count(*) > 0
)
select numbers, first from missing

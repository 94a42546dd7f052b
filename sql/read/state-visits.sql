-- Visits of the states of one type, some of those that read/state-graph counts, in the order in which they began: what stands there before its count goes before this.
-- After its parameters: $1 a state as claims write it (null: any, and times in which sources disagree), $2 the kind (null: all), $3 began and $4 ref to go on after
-- (nulls: from the first), $5 most
-- row: ref, local (null: sources disagree), source, began, ended (null: it lasts), came (the state that it followed at once; null: none, or sources disagreed), met
select ref, local, source, began, ended, came, met
from (select judged.*, case when lag(goes_on) over entity then lag(local) over entity end as came from judged window entity as (partition by ref order by began)) as visit
where ($1::text is null or local = $1)
  and case $2::text when 'OPEN' then ended is null when 'OVERDUE' then beyond and ended is null when 'LATE' then beyond and ended is not null when 'BREACHED' then not met
    when 'MANUAL' then manual when 'ELSEWHERE' then elsewhere when 'DISPUTED' then local is null else true end
  and ($3::bigint is null or (began, ref) > ($3, $4::text))
order by began, ref limit $5::integer

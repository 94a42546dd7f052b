-- The next orders that are to be judged by further versions. $1 most; row: ref
delete from to_judge where ref in (select ref from to_judge order by ref limit $1) returning ref

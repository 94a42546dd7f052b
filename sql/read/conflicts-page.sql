-- $1 after ref, $2 after field (nulls: from the start), $3 most
select ref, field, reason, claims from conflict where $1::text is null or (ref, field) > ($1, $2::text) order by ref, field limit $3

-- $1 after ref, $2 after field (nulls: from the start), $3 most, $4 whether those that a rule has decided
select ref, field, reason, claims, decided_by, decided_version from conflict
where (decided_by is not null) = $4 and ($1::text is null or (ref, field) > ($1, $2::text)) order by ref, field limit $3

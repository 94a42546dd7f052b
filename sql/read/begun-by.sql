-- Of some refs those of which something had occurred by a moment, as known at another: said of them, or by a link that names them. $1 refs, $2 asOf, $3 knownAt; row: ref
select asked.ref from unnest($1::text[]) as asked (ref)
where exists (select from claim where claim.ref = asked.ref and occurred_at <= $2 and recorded_at <= $3 and (void is null or not void @> $3::bigint))
   or exists (select from claim where claim.target = asked.ref and occurred_at <= $2 and recorded_at <= $3 and (void is null or not void @> $3::bigint))

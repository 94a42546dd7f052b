-- Claims about each group of entities. $1 groups, $2 refs (one row a member), $3 asOf, $4 knownAt (nulls: all); row: asked group, claims
select member.name as asked, count(claim.ref) as claims
from unnest($1::text[], $2::text[]) as member (name, ref)
left join claim on claim.ref = member.ref and claim.kind not in ('identifier', 'seen') and ($3::bigint is null or claim.occurred_at <= $3) and ($4::bigint is null or claim.recorded_at <= $4)
group by member.name

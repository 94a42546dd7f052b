-- Entities of which several sources have ever spoken about a field, in the order of refs. $1 `Type/`, $2 kind of claim, $3 field; row: ref
declare in_turn no scroll cursor for
select ref
from (select coalesce(alias.survivor, claim.ref) as ref, claim.source from claim left join alias on alias.ref = claim.ref where claim.ref ^@ $1::text and claim.kind = $2::text and claim.field = $3::text) as told
group by ref having min(source) <> max(source) order by ref

-- Distinct links of one source's events with an end that is still unseen; what was merged is known by its survivor.
-- $1 source, $2 places of the events (int8multirange); row: links
select count(*) as links from (
  select claim.ref, claim.field, claim.target
  from entity join claim on claim.target = entity.ref and (claim.void is null or not upper_inf(claim.void))
  where not entity.resolved and not exists (select from alias where alias.ref = entity.ref) and claim.source = $1 and claim.seq <@ $2::int8multirange
  union
  select claim.ref, claim.field, claim.target
  from entity join claim on claim.ref = entity.ref and claim.kind = 'link' and (claim.void is null or not upper_inf(claim.void))
  where not entity.resolved and not exists (select from alias where alias.ref = entity.ref) and claim.source = $1 and claim.seq <@ $2::int8multirange
) as link

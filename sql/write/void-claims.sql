-- Claims of events that are void at other times than they were. $1 seqs, $2 voids (null: never); row: the claim as it was, whether it stands now
with told as (
  select * from unnest($1::bigint[], $2::int8multirange[]) as told (seq, void)
), changing as (
  select claim.*, told.void as void_now from told join claim using (seq) where claim.void is distinct from told.void
), written as (
  update claim set void = changing.void_now from changing where claim.seq = changing.seq and claim.n = changing.n
)
select changing.*, not coalesce(upper_inf(void_now), false) as stands from changing

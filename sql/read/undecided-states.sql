-- A part of read/ruled-states: what sources disagree about stays so. Where a rule of arbitration is in force, read/arbitrated-states stands in its place.
arbitrated as (
  select ref, at, local, source from ruled
)

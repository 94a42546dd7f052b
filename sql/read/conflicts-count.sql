-- $1 whether those that a rule has decided
select count(*) as total from conflict where (decided_by is not null) = $1

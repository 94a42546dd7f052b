-- How far the derived tables are. Row: settled
select settled from progress

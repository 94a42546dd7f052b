-- Tables that one transaction may fill and that hold twice what their statistics are of, or whose statistics say they are empty and are not. row: name
select relname as name from pg_class
where oid = any (array['claim', 'entity', 'identifier', 'member', 'belonging', 'verdict', 'join_row', 'inferred_link', 'measured', 'recall_unit']::regclass[])
  and pg_relation_size(oid) > 64 * current_setting('block_size')::integer
  and (reltuples <= 0 or pg_relation_size(oid) > 2 * relpages::bigint * current_setting('block_size')::integer)

-- The last reject's id. row: id
select coalesce(max(id), 0) as id from reject

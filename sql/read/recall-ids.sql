-- What recalls are called, the latest thousand. row: id
select id from recall order by id desc limit 1000

select count(*) as total from conflict

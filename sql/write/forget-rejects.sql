-- Rejects whose records were taken after all, or read anew under another hash. $1 source, $2 content hashes
delete from reject where source = $1 and content_hash = any ($2::text[])

-- What a backup says of the journal it was taken of. row: world, model, fingerprint, migrations
select world, model, fingerprint, (select array_agg(name order by name) from migration) as migrations from progress

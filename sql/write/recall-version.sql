-- $1 frozen, $2 recall, $3 version, $4 scope, $5 asOf, $6 knownAt, $7 seq, $8 frozenUnder, $9 digest, $10 affected, $11 balance, $12 completeness
insert into recall_version (frozen, recall, version, scope, as_of, known_at, seq, frozen_under, digest, affected, balance, completeness)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

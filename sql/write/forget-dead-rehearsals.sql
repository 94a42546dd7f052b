-- Rehearsals that died with their program leave nothing: those under way that were not touched for 15 seconds.
delete from rehearsal where stage = 'UNDER_WAY' and touched_at <= extract(epoch from clock_timestamp()) * 1000 - 15000

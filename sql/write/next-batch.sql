-- A place in the outbox's order that no entry has or will have. row: batch
select nextval(pg_get_serial_sequence('outbox', 'id')) as batch

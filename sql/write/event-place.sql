-- The journal goes on after $1.
select setval(pg_get_serial_sequence('event', 'seq'), $1)

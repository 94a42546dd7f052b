-- The columns of the file that a rejected record came in, as a JSON list: without them a line of CSV cannot be read again.
alter table reject add column columns text;

-- Which release's tables and graph these are: those of an earlier one are made anew from the events.
alter table progress add column shape integer not null default 0;

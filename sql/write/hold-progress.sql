-- One settles at a time: whoever holds this row, until the transaction ends.
select from progress for update

truncate claim, entity, identifier, member, conflict, due, outbox, alias, join_row, inferred_link, overflow

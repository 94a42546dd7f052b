truncate claim, act, entity, identifier, member, conflict, due, outbox, alias, join_row, inferred_link, overflow

truncate claim, entity, identifier, member, conflict, due, outbox, alias

truncate claim, entity, identifier, member, due, outbox

truncate claim, act, entity, identifier, member, belonging, verdict, conflict, due, outbox, alias, join_row, inferred_link, overflow, joined, to_join, judged, to_judge, measured, measure_due

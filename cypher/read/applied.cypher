// How far has the graph come, and whose world is it?
// Row: model, fingerprint, seq (the last of the journal that the graph holds), batch (the last outbox entry), more (whether that is a part of a change of which the rest follows).
MATCH (applied:Applied)
RETURN applied.model AS model, applied.fingerprint AS fingerprint, applied.seq AS seq, applied.batch AS batch, coalesce(applied.more, false) AS more
LIMIT 1

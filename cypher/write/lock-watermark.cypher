// Which world the graph shows and how far it has come; the write keeps any other writer out until this transaction ends.
// row: world, model, fingerprint, seq, batch
MERGE (applied:Applied {one: true})
SET applied.touched = timestamp()
RETURN applied.world AS world, applied.model AS model, applied.fingerprint AS fingerprint, applied.seq AS seq, applied.batch AS batch

// Vouches for everything up to a place in the journal, in the transaction that wrote it.
// $world, $model, $fingerprint, $seq, $batch, $more
MATCH (applied:Applied {one: true})
SET applied.world = $world, applied.model = $model, applied.fingerprint = $fingerprint, applied.seq = $seq, applied.batch = $batch, applied.more = $more

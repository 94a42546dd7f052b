-- $1 derivation, $2 and $3 the ends
delete from inferred_link using unnest($2::text[], $3::text[]) gone (from_ref, to_ref)
where inferred_link.derivation = $1 and inferred_link.from_ref = gone.from_ref and inferred_link.to_ref = gone.to_ref

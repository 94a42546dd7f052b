-- $1 derivation, $2 refs of its side `from`; row: from_ref, to_ref, valid_from, known_from, version
select from_ref, to_ref, valid_from, known_from, version from inferred_link where derivation = $1 and from_ref = any ($2::text[])

-- $1 derivation, $2 how many of those that join too many; row: links, overflows, overflowing
select
  (select count(*) from inferred_link where derivation = $1) as links,
  (select count(*) from overflow where derivation = $1) as overflows,
  array (select ref from overflow where derivation = $1 order by ref limit $2) as overflowing

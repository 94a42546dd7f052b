-- Orders of which a version says such as is asked, in the order of refs. $1 definition, $2 version, $3 asOf, $4 places, $5 letters that will do at each (as one text), $6 after which ref, $7 most; row: ref
select order_ref as ref from held_verdict($1, $2, $3, null, null, '{}', '{}', '{}')
where order_ref > $6::text
  and (select bool_and(strpos(wanted.letters, substr(outcomes, wanted.place, 1)) > 0) from unnest($4::integer[], $5::text[]) as wanted (place, letters))
order by order_ref limit $7

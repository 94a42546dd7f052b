-- Every entity of the journal, in the order of refs. $1 after ref ('': from the start), $2 most; row: ref
select ref from entity where ref > $1 order by ref limit $2

-- Every entity of the journal, in the order of refs. row: ref
declare in_turn no scroll cursor for select ref from entity order by ref

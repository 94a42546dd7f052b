-- Placeholders whose entity is known now. $1 refs
delete from entity where ref = any ($1::text[]) and not resolved

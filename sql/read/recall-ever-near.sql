-- By what some entities were near to a recall in any of its versions. $1 recall, $2 refs; row: entity, near
select distinct entity, near from recall_candidate join recall_version using (frozen) where recall = $1 and entity = any ($2::text[]) order by entity, near

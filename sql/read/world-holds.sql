-- Whether anything was ever told to this journal. row: events, rejects, merges, recalls
select exists (select from event) as events, exists (select from reject) as rejects, exists (select from merge) as merges, exists (select from recall) as recalls

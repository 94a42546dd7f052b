-- How far the rulings on definitions and rules have come, and how many versions not every order is judged by, or rules whose version in force not all that follows from them goes by, as the graph shows it. Row: place, under_way
select (select coalesce(max(place), 0) from definition_act) as place,
  (select count(*)::integer from judged, confirmed where judged.batch is null or judged.batch > confirmed.batch)
  + (select count(*)::integer from joined, confirmed where joined.batch is null or joined.batch > confirmed.batch)
  + (select count(*)::integer from arbitrated, confirmed where arbitrated.batch is null or arbitrated.batch > confirmed.batch) as under_way

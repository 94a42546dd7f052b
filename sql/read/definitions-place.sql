-- How far the rulings on definitions have come, and how many versions not every order is judged by, as the graph shows it. Row: place, under_way
select (select coalesce(max(place), 0) from definition_act) as place,
  (select count(*)::integer from judged, confirmed where judged.batch is null or judged.batch > confirmed.batch) as under_way

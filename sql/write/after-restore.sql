-- What is told next comes after what was restored.
select
  setval(pg_get_serial_sequence('event', 'seq'), greatest((select max(seq) from event), (select max(seq) from merge), 0) + 1, false),
  setval(pg_get_serial_sequence('reject', 'id'), coalesce((select max(id) from reject), 0) + 1, false),
  setval('reject_change', greatest((select max(since) from reject), (select max(until) from reject_before), 0) + 1, false),
  setval(pg_get_serial_sequence('decoding', 'id'), coalesce((select max(id) from decoding), 0) + 1, false),
  setval(pg_get_serial_sequence('redecoded', 'id'), coalesce((select max(id) from redecoded), 0) + 1, false),
  setval(pg_get_serial_sequence('definition_act', 'place'), coalesce((select max(place) from definition_act), 0) + 1, false),
  setval(pg_get_serial_sequence('proposal_act', 'place'), coalesce((select max(place) from proposal_act), 0) + 1, false),
  setval(pg_get_serial_sequence('recall_act', 'place'), coalesce((select max(place) from recall_act), 0) + 1, false),
  setval('recall_frozen', coalesce((select max(frozen) from recall_version), 0) + 1, false),
  setval(pg_get_serial_sequence('rehearsal', 'id'), coalesce((select max(id) from rehearsal), 0) + 1, false)

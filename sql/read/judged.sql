-- Versions that orders are judged by; done: every one is, as the graph shows it.
select definition, version, coalesce(judged.batch <= confirmed.batch, false) as done from judged, confirmed

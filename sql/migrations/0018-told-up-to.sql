-- What corrections and retractions come to by those that were told up to a place in the journal: for answers that are repeated as they were given then.
-- Circles of retractions are refused where events are taken in, so both end.

-- Known times at which an event is retracted, while whoever retracts it is not retracted himself.
create function retracted_up_to(of_source text, of_event text, place bigint) returns int8multirange language plpgsql stable as $$
begin
  return coalesce((
    select range_agg(int8multirange(int8range(act.recorded_at, null)) - retracted_up_to(act.source, act.event_id, place))
    from act where act.source = of_source and act.target = of_event and act.retracts and act.seq <= place
  ), '{}');
end $$;

-- Known times at which an event does not stand: while somebody who is not retracted himself retracts or corrects it; null: it always stands.
create function void_up_to(of_source text, of_event text, place bigint) returns int8multirange language plpgsql stable as $$
begin
  return nullif((
    select range_agg(int8multirange(int8range(act.recorded_at, null)) - retracted_up_to(act.source, act.event_id, place))
    from act where act.source = of_source and act.target = of_event and act.seq <= place
  ), '{}');
end $$;

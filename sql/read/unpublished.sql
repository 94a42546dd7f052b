-- The next act on a proposal after a place, with what its event says. $1 place; row: as proposal_act, with begun (the act that began it) and body
select act.place, act.translation, act.version, act.ref, act.act, act.actor, act.reason, act.recorded_at, event.body, begun.window_from, begun.window_until, begun.group_key, begun.measure, begun.condition, begun.expires_at
from proposal_act as act
join proposal_act as begun on begun.ref = act.ref and begun.act = 'PROPOSED'
join event on event.source = act.translation and event.event_id = act.ref || ' PROPOSED'
where act.place > $1 order by act.place limit 1

-- Everything that was ruled on definitions, in its order.
select place, definition, version, act, source, effective_from, effective_to, actor, reason, recorded_at from definition_act order by place

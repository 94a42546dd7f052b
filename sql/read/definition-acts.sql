-- Everything that was ruled on definitions and rules, in its order. $1 up to which place (null: all)
select place, kind, definition, version, act, source, effective_from, effective_to, actor, reason, recorded_at from definition_act where $1::bigint is null or place <= $1 order by place

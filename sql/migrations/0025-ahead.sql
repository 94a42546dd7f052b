-- What was dated ahead when it was told: repeated answers ask what was still to come then, and has come since.
create index event_ahead on event (occurred_at) where occurred_at > taken_at;

-- Everything derived is to be made anew, under this model. $1 model, $2 fingerprint, $3 shape, $4 declared fields
with confirming as (update confirmed set batch = 0)
update progress set settled = 0, emptying = true, model = $1, fingerprint = $2, shape = $3, declared = $4

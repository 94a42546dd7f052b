-- Everything derived is to be made anew, under this model. $1 model, $2 fingerprint, $3 shape
update progress set settled = 0, applied = 0, emptying = true, model = $1, fingerprint = $2, shape = $3

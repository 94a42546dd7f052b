update progress set emptying = false
